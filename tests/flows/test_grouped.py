"""Many exceptions in one minute: one post in the channel, and each one's card in its thread."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

import pytest

from cards.elements import Card
from cycle.periods import Period
from cycle.plan.indicator import Indicator, Polarity
from cycle.review.figure import Figure
from features.figures import record as keep
from scheduler.delivery import LEASE
from storage import deliveries, people, records, register
from storage.audit import Actor
from storage.concern_groups import PATIENCE
from storage.database import Database, Session
from storage.outcomes import Attempt, Outcome
from storage.places import Place
from tests.card_rules import faults
from tests.fake_teams import BOARD, FakeTeams, Killed, Messenger, Seen, channel, group
from tests.wealdbrook import MONDAY, SEPTEMBER

T = TypeVar("T")
DANA = Actor(name="Dana Osei", came_from="steward import figures")
A_MINUTE = timedelta(minutes=1)


def refs(count: int, first: int = 1) -> list[str]:
    return [f"NEW-{number:02}" for number in range(first, first + count)]


def come(teams: FakeTeams, *wanted: str, value: int = 200, period: Period = SEPTEMBER) -> None:
    """Figures of one import: 200 is red, 92 amber and 80 green."""

    def imported(session: Session) -> None:
        by = {one.email.partition("@")[0]: one.id for one in people.everyone(session).values()}
        for ref in wanted:
            own = register.by_ref(session, ref)
            if own is None:
                register.add(session, _indicator(ref, by["olive"]))
            own = register.by_ref(session, ref)
            assert own is not None
            record = records.record(session, own)
            before = record.series.get(period)
            figure = Figure(
                indicator=own.id,
                period=period,
                value=Decimal(value),
                given_at=teams.now,
                version=before.version + 1 if before else 1,
                reason="Counted twice." if before else "",
            )
            keep.record_figure(session, record, figure, DANA, teams.now, teams.app.council)

    teams.app.database.run(imported)


def _indicator(ref: str, owner: int) -> Indicator:
    return Indicator(
        id=0,
        ref=ref,
        title="Households in a hostel",
        service="Housing",
        unit="number",
        decimals=0,
        polarity=Polarity.LOWER,
        target=Decimal(90),
        owner=owner,
    )


def is_group(card: Seen) -> bool:
    return "See one in full and answer it" in card


def posts(teams: FakeTeams) -> list[Seen]:
    """What the channel shows at its top, oldest first."""
    found = teams.posted()
    return [one for one in found if one.conversation_id == f"{BOARD};messageid={one.activity_id}"]


def the_group(teams: FakeTeams) -> Seen:
    (found,) = [one for one in posts(teams) if is_group(one)]
    return found


def below(teams: FakeTeams, post: Seen) -> list[str]:
    """The references of the cards in the thread of this post."""
    found = [one for one in teams.posted() if one.conversation_id == post.conversation_id]
    return sorted(ref(one) for one in found if one.activity_id != post.activity_id)


def ref(card: Seen) -> str:
    return next(words for words in card.words.split() if words.startswith("NEW-"))


async def delivers(teams: FakeTeams, after: timedelta = timedelta()) -> str:
    teams.now += after
    return await teams.app.sweep("deliver")


@pytest.mark.parametrize("count", [1, 3])
async def test_three_exceptions_at_once_are_three_posts(board: FakeTeams, count: int) -> None:
    come(board, *refs(count))
    await delivers(board)
    assert sorted(map(ref, posts(board))) == refs(count)
    assert not any(map(is_group, posts(board)))


@pytest.mark.parametrize("count", [4, 30, 60])
async def test_more_are_one_post_and_a_card_each_in_its_thread(
    board: FakeTeams, count: int
) -> None:
    come(board, *refs(count))
    await delivers(board)
    (post,) = posts(board)
    assert f"{count} exceptions: {count} red" in post
    assert f"{count} await the board's answer" in post
    assert "NEW-01 Households in a hostel" in post
    assert "Red 200 · Target 90 No comparison · Sep 2026 · Owner: Olive Marsh" in post
    assert ("and 18 more" in post) is (count == 30)
    assert faults(dict(post.content)) == []
    assert below(board, post) == refs(count)
    assert "Possible repeat" not in " ".join(one.words for one in board.posted())

    await delivers(board, A_MINUTE)
    assert len(board.posted()) == count + 1, "nothing is sent again"


async def test_the_worst_come_first_and_are_counted_by_what_they_are(board: FakeTeams) -> None:
    fallen = ("NEW-01", "NEW-02")
    for back, value in ((-3, 80), (-2, 83), (-1, 86), (0, 92)):  # amber after three rises
        come(board, *fallen, value=value, period=SEPTEMBER.later(back))
    come(board, "NEW-03", value=80)
    come(board, *refs(3, first=4))
    await delivers(board)
    post = the_group(board)
    assert "5 exceptions: 3 red, 2 deteriorating" in post
    rows = re.sub(r"Open NEW-\d\d", "", post.words)
    assert re.findall(r"(NEW-\d\d) .*?(Red|Amber)", rows)[:5] == [
        *((ref, "Red") for ref in refs(3, first=4)),
        *((ref, "Amber") for ref in fallen),
    ]
    assert "Amber 92 · Target 90 Worse · Sep 2026 · Owner: Olive Marsh" in post
    assert "NEW-03" not in post


async def test_what_comes_later_in_the_minute_joins_and_the_next_minute_is_by_itself(
    board: FakeTeams,
) -> None:
    for one in refs(3):
        come(board, one)
        await delivers(board, timedelta(seconds=2))
    assert len(posts(board)) == 3

    come(board, "NEW-04")
    await delivers(board)
    assert "4 exceptions: 4 red" in the_group(board)
    assert "3 have posts of their own; the others' cards are in the replies" in the_group(board)
    assert below(board, the_group(board)) == ["NEW-04"]

    come(board, "NEW-05")
    await delivers(board, timedelta(seconds=2))
    assert "5 exceptions: 5 red" in the_group(board)
    assert below(board, the_group(board)) == ["NEW-04", "NEW-05"]

    board.now += A_MINUTE
    come(board, "NEW-06")
    await delivers(board)
    assert len(posts(board)) == 5
    assert "5 exceptions" in the_group(board)


@pytest.mark.parametrize(("count", "at_top"), [(4, 3), (5, 1)])
async def test_a_correction_before_anything_is_sent_leaves_one_fewer(
    board: FakeTeams, count: int, at_top: int
) -> None:
    come(board, *refs(count))
    come(board, "NEW-01", value=80)
    await delivers(board)
    assert len(posts(board)) == at_top
    cards = [one for one in board.posted() if not is_group(one)]
    assert sorted(map(ref, cards)) == refs(count)[1:]
    if at_top == 1:
        assert "4 exceptions: 4 red" in the_group(board)
        assert "NEW-01" not in the_group(board)


async def test_the_post_is_edited_as_its_exceptions_move_on(board: FakeTeams) -> None:
    come(board, *refs(5))
    await delivers(board)
    post = the_group(board)
    (first, second, *_) = [one for one in board.posted() if not is_group(one)]
    form = await board.presses("chris", first, "Acknowledge")
    await board.presses("chris", form, "Acknowledge", words="We know why.")
    come(board, ref(second), value=80)
    await delivers(board)

    edited = the_group(board)
    assert edited.activity_id == post.activity_id
    assert "5 exceptions: 4 red, 1 over" in edited
    assert "3 await the board's answer" in edited
    assert "Acknowledged by Chris Bell, 12 October 2026" in edited
    assert edited.words.index(ref(first)) < edited.words.index(ref(second)), "what is over is last"
    before = len(board.messenger.at(post.conversation_id, post.activity_id).cards)
    await delivers(board, A_MINUTE)
    after = len(board.messenger.at(post.conversation_id, post.activity_id).cards)
    assert before == after, "what has not changed is not painted"


async def test_one_is_shown_in_full_in_the_post_itself_and_answered_there(
    board: FakeTeams,
) -> None:
    come(board, *refs(4))
    await delivers(board)
    post = the_group(board)
    which = {one["title"]: one["value"] for one in _choices(post)}
    third = which["NEW-03 Households in a hostel"]

    shown = await board.presses("chris", post, "Show and answer", which=third)
    assert ref(shown) == "NEW-03"
    assert "Awaits the board's answer" in shown
    assert is_group(await board.presses("chris", shown, "Back to all exceptions"))
    form = await board.presses("chris", shown, "Acknowledge")
    again = await board.presses("chris", form, "Back")
    assert is_group(await board.presses("chris", again, "Back to all exceptions"))
    answered = await board.presses("chris", form, "Acknowledge", words="Seen.")
    assert "Acknowledged by Chris Bell" in answered

    await delivers(board)
    (card,) = [one for one in board.posted() if not is_group(one) and ref(one) == "NEW-03"]
    assert "Acknowledged by Chris Bell" in card
    assert "Back to all exceptions" not in card
    assert "3 await the board's answer" in the_group(board)


async def test_a_row_of_the_post_opens_its_exception_even_after_the_order_has_changed(
    board: FakeTeams,
) -> None:
    come(board, *refs(4))
    await delivers(board)
    post = the_group(board)
    shown = await board.presses("chris", post, "Open NEW-03")
    assert ref(shown) == "NEW-03"
    form = await board.presses("chris", shown, "Acknowledge")
    await board.presses("chris", form, "Acknowledge", words="Seen.")

    assert ref(await board.presses("chris", post, "Open NEW-04")) == "NEW-04"
    assert is_group(await board.presses("chris", shown, "Back to all exceptions"))


@pytest.mark.parametrize("which", ["", "x", "999999"])
async def test_where_none_of_them_is_chosen_the_card_says_what_to_do(
    board: FakeTeams, which: str
) -> None:
    come(board, *refs(4))
    await delivers(board)
    seen = await board.presses("chris", the_group(board), "Show and answer", which=which)
    assert "Choose an exception first." in seen
    assert is_group(seen)
    assert faults(dict(seen.content)) == []


async def test_an_exception_of_another_minute_cannot_be_had_from_this_post(
    board: FakeTeams,
) -> None:
    come(board, *refs(4))
    board.now += A_MINUTE
    come(board, "NEW-05")
    await delivers(board)
    seen = await board.presses("chris", the_group(board), "Show and answer", which="5")
    assert "Choose an exception first." in seen


async def test_only_the_board_answers_what_is_shown_from_the_post(board: FakeTeams) -> None:
    come(board, *refs(4))
    await delivers(board)
    which = _choices(the_group(board))[0]["value"]
    shown = await board.presses("olive", the_group(board), "Show and answer", which=which)
    seen = await board.presses("olive", shown, "Acknowledge")
    assert seen.said == "Only members of the Performance Board may do this."


def _choices(post: Seen) -> list[dict[str, str]]:
    def found(node: object) -> list[dict[str, str]]:
        if isinstance(node, dict):
            if node.get("type") == "Input.ChoiceSet":
                return list(node["choices"])
            return [one for value in node.values() for one in found(value)]
        return [one for each in node for one in found(each)] if isinstance(node, list) else []

    return found(dict(post.content))


async def test_in_a_group_chat_each_exception_is_a_message_of_its_own(teams: FakeTeams) -> None:
    await teams.asks("dana", "post board alerts here", group())
    come(teams, *refs(5))
    await delivers(teams)
    seen = [one.seen for one in teams.messenger.sent]
    assert sorted(map(ref, seen)) == refs(5)


class Choosy(Messenger):
    """Takes everything but the post of a group, or but what goes in a thread."""

    refuses: Callable[[Place, Card], bool]
    how = Attempt(outcome=Outcome.NOT_SENT, code="502")

    def __init__(self) -> None:
        super().__init__({})
        self.refuses = lambda place, card: "exceptions:" in card.summary

    async def create(self, place: Place, card: Card) -> Attempt:
        return self.how if self.refuses(place, card) else await super().create(place, card)


@pytest.fixture
def choosy() -> Choosy:
    return Choosy()


@pytest.fixture
async def picky(council: Database, choosy: Choosy) -> FakeTeams:
    """The board's channel again, with a messenger that refuses some of what it is given."""
    teams = FakeTeams(council, MONDAY, choosy)
    await teams.asks("dana", "post board alerts here", channel())
    return teams


@pytest.mark.parametrize("outcome", [Outcome.NOT_SENT, Outcome.AMBIGUOUS])
async def test_where_the_post_cannot_be_sent_each_gets_its_own_after_a_quarter_of_an_hour(
    picky: FakeTeams, choosy: Choosy, outcome: Outcome
) -> None:
    choosy.how = Attempt(outcome=outcome, code="x")
    come(picky, *refs(5))
    waited = timedelta()
    while waited < PATIENCE:
        await delivers(picky)
        assert picky.posted() == []
        picky.now += A_MINUTE
        waited += A_MINUTE
    await delivers(picky)
    assert sorted(map(ref, posts(picky))) == refs(5)

    choosy.refuses = lambda place, card: False
    await delivers(picky, PATIENCE)
    repeats = [one for one in picky.posted() if is_group(one)]
    if outcome is Outcome.NOT_SENT:
        assert repeats == [], "surely never shown, it is not needed any more"
    else:
        (late,) = repeats
        assert "Possible repeat" in late
        assert "Each has its own card, in a post of its own." in late


async def test_where_the_post_is_late_the_cards_follow_it_into_its_thread(
    picky: FakeTeams, choosy: Choosy
) -> None:
    come(picky, *refs(5))
    for _ in range(3):
        await delivers(picky, A_MINUTE)
    assert picky.posted() == []
    choosy.refuses = lambda place, card: False
    for _ in range(3):
        await delivers(picky, A_MINUTE)
    (post,) = posts(picky)
    assert below(picky, post) == refs(5)


async def test_where_the_post_is_refused_for_good_each_gets_its_own_at_once(
    picky: FakeTeams, choosy: Choosy
) -> None:
    choosy.how = Attempt(outcome=Outcome.PERMANENT, code="413")
    come(picky, *refs(5))
    await delivers(picky)
    assert sorted(map(ref, posts(picky))) == refs(5)


async def test_where_the_thread_is_gone_each_gets_its_own(picky: FakeTeams, choosy: Choosy) -> None:
    """Somebody deleted the post."""
    choosy.how = Attempt(outcome=Outcome.PERMANENT, code="404")
    choosy.refuses = lambda place, card: place.is_thread
    come(picky, *refs(5))
    await delivers(picky)
    own = [one for one in posts(picky) if not is_group(one)]
    assert sorted(map(ref, own)) == refs(5)


async def test_a_channel_that_was_lost_and_found_gets_the_post_and_its_thread(
    picky: FakeTeams, choosy: Choosy
) -> None:
    choosy.how = Attempt(outcome=Outcome.PERMANENT, code="403")
    choosy.refuses = lambda place, card: True
    come(picky, *refs(5))
    await delivers(picky)
    assert picky.posted() == []
    await picky.loses("dana", channel())

    picky.now += timedelta(days=2)
    choosy.refuses = lambda place, card: False
    await picky.meets("dana", channel())
    await delivers(picky)
    (post,) = posts(picky)
    assert below(picky, post) == refs(5)


class Dying(Database):
    """The same database until its process dies: before, or just after, the commit numbered so."""

    def __init__(self, database: Database, dies_at: int, moment: str) -> None:
        self.__dict__.update(database.__dict__)
        self.left = dies_at
        self.moment = moment

    def submit(self, work: Callable[[Session], T]) -> Future[T]:
        self.left -= 1
        if self.left == 0 and self.moment == "after":
            super().submit(work).result()
        if self.left <= 0:
            raise Killed
        return super().submit(work)


COMMITS = 21  # to claim, three for the post and each of four cards, and the same for its edit


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("at", range(1, COMMITS + 1))
async def test_killed_at_any_commit_nothing_is_lost_and_only_doubt_is_repeated(
    board: FakeTeams, at: int, moment: str
) -> None:
    come(board, *refs(4))
    database = board.app.database
    dying = FakeTeams(Dying(database, at, moment), board.now, board.messenger)
    with pytest.raises(Killed):
        await dying.app.relay.deliver()

    risen = FakeTeams(database, board.now, board.messenger)
    for _ in range(3):
        await delivers(risen)
        await delivers(risen, LEASE + timedelta(seconds=1))
    seen = risen.posted()
    unmarked = Counter(
        "group" if is_group(one) else ref(one) for one in seen if "Possible repeat" not in one
    )
    assert set(unmarked.values()) <= {1}, "whatever is there twice says so"
    assert {ref(one) for one in seen if not is_group(one)} == set(refs(4))
    assert len(seen) <= 6, "the post, four cards, and one in doubt"
    assert not [one for one in posts(risen) if not is_group(one)]
    assert database.run(deliveries.waiting) == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_killed_while_the_post_goes_out_the_cards_wait_for_the_one_that_is_known(
    board: FakeTeams, moment: str
) -> None:
    come(board, *refs(4))
    board.messenger.killed, board.messenger.to = moment, BOARD
    with pytest.raises(Killed):
        await board.app.relay.deliver()

    risen = FakeTeams(board.app.database, board.now, board.messenger)
    await delivers(risen)
    assert [one for one in risen.posted() if not is_group(one)] == []
    await delivers(risen, LEASE + timedelta(seconds=1))
    last = posts(risen)[-1]
    assert len(posts(risen)) == (1 if moment == "before" else 2)
    assert "Possible repeat" in last
    assert below(risen, last) == refs(4)


async def test_two_replicas_make_one_post_and_send_each_card_once(board: FakeTeams) -> None:
    other = FakeTeams(board.app.database, board.now, board.messenger)
    come(board, *refs(60))
    await asyncio.gather(board.app.relay.deliver(), other.app.relay.deliver())
    for _ in range(3):
        board.now = other.now = board.now + timedelta(seconds=6)
        await asyncio.gather(board.app.relay.deliver(), other.app.relay.deliver())
    (post,) = posts(board)
    assert "60 exceptions: 60 red" in post
    assert below(board, post) == refs(60)
    assert "Possible repeat" not in " ".join(one.words for one in board.posted())
