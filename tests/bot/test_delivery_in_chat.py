"""When somebody says that nothing arrived, the performance team sees why; silence is noticed."""

from datetime import timedelta
from functools import partial

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import health
from bot.app import App
from bot.settings import Settings
from features.delivery.standstill import TOLD_AFTER
from storage import sweeps
from storage.database import Database
from storage.outcomes import Attempt, Outcome
from tests.fake_teams import BOARD, FakeTeams, Messenger, channel, group
from tests.wealdbrook import MONDAY, settled

RED = {"numerator": "31", "denominator": "56"}
WORDS = "Three landlords left. Olive meets the others by 30 October."
BLOCKED = Attempt(outcome=Outcome.PERMANENT, code="MessageWritesBlocked")
NO_ANSWER = Attempt(outcome=Outcome.AMBIGUOUS, code="TimeoutError")


@pytest.fixture
async def teams(database: Database) -> FakeTeams:
    settled(database)
    made = FakeTeams(database, MONDAY)
    await made.meets("dana")
    return made


async def test_when_all_is_sent_the_team_reads_that(teams: FakeTeams):
    await teams.asks("dana", "post board alerts here", channel())
    await teams.ticks()
    card = await teams.asks("dana", "delivery")
    assert "Everything has been sent" in card
    assert "nothing waits" in card
    assert "last on 12 October 2026" in card
    assert "on time" in card
    assert "Out of reach nobody" in card


async def test_what_waits_since_when_and_after_how_many_attempts(teams: FakeTeams):
    await teams.meets("olive")
    teams.messenger.outcomes = [Attempt(outcome=Outcome.THROTTLED, retry_after=7200)]
    await teams.ticks()
    teams.now += timedelta(hours=1)
    card = await teams.asks("dana", "what is stuck?")
    assert "to send" in card
    assert "Waiting since 12 October 2026" in card
    assert "Teams has asked Steward to wait until 12 October 2026 at 11:02" in card
    assert "No channel gets the board's alerts" in card
    assert "59 min late" in card


async def test_doubt_and_repeats_are_counted(teams: FakeTeams):
    await teams.asks("dana", "post board alerts here", channel())
    await teams.meets("olive")
    await teams.gives("olive", "HOU-02", **RED, commentary=WORDS)
    teams.messenger.outcomes, teams.messenger.to = [NO_ANSWER], BOARD
    await teams.ticks()
    teams.messenger.outcomes, teams.messenger.to = [NO_ANSWER], "a:olive"
    await teams.ticks(days=1)
    card = await teams.asks("dana", "delivery")
    assert "1 card in 31 days, marked as a possible repeat" in card
    assert "1 card in 31 days, left to the next reminder" in card


async def test_who_is_out_of_reach_is_named_to_the_team_alone_and_counted_in_a_channel(
    teams: FakeTeams,
):
    await teams.meets("olive")
    await teams.loses("olive")
    card = await teams.asks("dana", "delivery")
    assert "Out of reach 1 person" in card
    assert "Olive Marsh: they have removed Steward (removed), since 12 October 2026" in card
    for place in (channel(), group()):
        card = await teams.asks("dana", "delivery", place)
        assert "Out of reach 1 person" in card
        assert "Olive" not in card
    await teams.meets("olive")
    assert "Out of reach nobody" in await teams.asks("dana", "delivery")


NOT_INSTALLED = Attempt(outcome=Outcome.PERMANENT, code="ForbiddenOperationException")


async def test_a_person_whose_chat_never_existed_is_out_of_reach_with_code_and_day(
    teams: FakeTeams,
):
    teams.messenger.opening = NOT_INSTALLED
    await teams.ticks()
    card = await teams.asks("dana", "delivery")
    line = "Olive Marsh: Steward is not installed for them (ForbiddenOperationException)"
    assert f"{line}, since 12 October 2026" in card
    assert "Out of reach nobody" not in card
    read = teams.app.database.run(lambda session: health.measured(session, teams.now)).decode()
    assert "steward_people_unreachable 0.0" not in read.splitlines()
    assert 'steward_people_unreachable_by_code{code="ForbiddenOperationException"}' in read


async def test_the_team_hears_each_working_day_who_cannot_be_reached(teams: FakeTeams):
    teams.messenger.opening = NOT_INSTALLED
    await teams.ticks()
    await teams.ticks()
    notes = [seen for seen in teams.pushed("dana") if "cannot be reached" in seen]
    assert len(notes) == 1
    assert "Olive Marsh" in notes[0]
    await teams.ticks(days=1)
    await teams.ticks()
    assert len([seen for seen in teams.pushed("dana") if "cannot be reached" in seen]) == 2


async def test_whoever_installs_steward_or_gets_a_card_can_be_reached_again(teams: FakeTeams):
    teams.messenger.opening = NOT_INSTALLED
    await teams.ticks()
    await teams.meets("olive")
    assert "Olive Marsh" not in await teams.asks("dana", "delivery")
    refused = await teams.asks("dana", "delivery")
    teams.messenger.opening = None
    await teams.ticks(days=1)
    await teams.ticks()
    reached = [name for name in ("Sam Lowe", "Meg Shaw", "Raj Patel") if name in refused]
    assert reached
    still = await teams.asks("dana", "delivery")
    assert [
        name for name in reached if teams.pushed(name.split()[0].lower()) and name in still
    ] == []


TOO_LARGE = Attempt(outcome=Outcome.TOO_LARGE, code="MessageSizeTooBig")


async def test_a_card_too_large_is_shortened_and_its_reader_is_not_out_of_reach(teams: FakeTeams):
    await teams.meets("olive")
    teams.messenger.outcomes, teams.messenger.to = [TOO_LARGE], "a:olive"
    await teams.ticks()
    await teams.ticks()
    shown = teams.pushed("olive")[-1]
    assert "Shortened: Teams refused the whole card as too large." in shown
    assert "due" in shown
    assert any("too large" in seen for seen in teams.pushed("dana"))
    assert "Out of reach nobody" in await teams.asks("dana", "delivery")


async def test_a_card_that_is_too_large_even_shortened_is_told_with_its_code(teams: FakeTeams):
    await teams.meets("olive")
    teams.messenger.outcomes, teams.messenger.to = [TOO_LARGE] * 2, "a:olive"
    await teams.ticks()
    await teams.ticks()
    card = await teams.asks("dana", "delivery")
    assert "Refused by Teams 1 card" in card
    assert "1 card refused: the card is too large for Teams (MessageSizeTooBig)." in card
    assert "Out of reach nobody" in card


async def test_a_card_that_is_wrong_in_itself_says_nothing_of_its_reader(teams: FakeTeams):
    await teams.meets("olive")
    bad = Attempt(outcome=Outcome.PERMANENT, code="BadArgument")
    teams.messenger.outcomes, teams.messenger.to = [bad], "a:olive"
    await teams.ticks()
    assert "Out of reach nobody" in await teams.asks("dana", "delivery")


@pytest.mark.parametrize("who", ["olive", "chris", "raj", "vera"])
async def test_only_the_performance_team_sees_how_cards_are_delivered(teams: FakeTeams, who: str):
    assert "Only the performance team" in await teams.asks(who, "delivery")
    assert "delivery" not in await teams.asks(who, "help")


async def test_the_teams_help_says_that_it_can_be_asked(teams: FakeTeams):
    assert "delivery" in await teams.asks("dana", "help")


async def test_the_numbers_count_doubt_and_people_out_of_reach(teams: FakeTeams):
    await teams.meets("olive")
    teams.messenger.outcomes, teams.messenger.to = [BLOCKED], "a:olive"
    await teams.ticks()
    read = teams.app.database.run(lambda session: health.measured(session, teams.now)).decode()
    lines = read.splitlines()
    assert "steward_people_unreachable 1.0" in lines
    assert "steward_deliveries_ambiguous 0.0" in lines
    assert "steward_deliveries_possible_repeats 0.0" in lines
    assert 'steward_sweep_late_seconds{sweep="collect"} 0.0' in lines
    assert any(line.startswith("steward_delivery_attempts ") for line in lines)


class Served:
    """Steward's site with its clock running, on a day that the test chooses."""

    def __init__(self, database: Database) -> None:
        self.now = MONDAY
        self.messenger = Messenger({})
        self.database = database

    async def runs(self) -> None:
        """Start it, let each sweep end once, and stop it."""
        app = App(Settings(dev=True), self.database, lambda: self.now, teams=self.messenger)
        async with TestClient(TestServer(app.site())):
            await app.clock.stop()
        await app.relay.deliver()

    @property
    def told(self) -> list[str]:
        texts = [sent.cards[-1].summary for sent in self.messenger.sent]
        return [text for text in texts if "stood still" in text]


@pytest.fixture
def served(teams: FakeTeams) -> Served:
    return Served(teams.app.database)


async def test_a_steward_that_was_down_says_so_to_the_team_once_it_runs_again(served: Served):
    await served.runs()
    assert served.told == []
    served.now += timedelta(days=3)
    await served.runs()
    (told,) = served.told  # one card for all sweeps
    assert told == "Steward stood still from 12 October 2026 at 09:02."
    await served.runs()
    assert len(served.told) == 1


@pytest.mark.parametrize(("silence", "cards"), [(TOLD_AFTER, 0), (TOLD_AFTER * 1.1, 1)])
async def test_a_restart_is_not_worth_a_message(served: Served, silence: timedelta, cards: int):
    await served.runs()
    served.now += silence
    await served.runs()
    assert len(served.told) == cards


async def test_a_sweep_that_fails_for_ever_is_told_while_the_others_run(teams: FakeTeams):
    database, now = teams.app.database, teams.now
    database.run(lambda session: sweeps.note_run(session, "collect", now, "nothing"))
    teams.now += timedelta(hours=2)
    for _ in range(2):
        assert await teams.app._watch() == "1 silent"
        await teams.app.sweep("deliver")
    (card,) = [seen for seen in teams.pushed("dana") if "stood still" in seen]
    assert "It has not run since" in card
    assert "steward doctor" in card


async def test_each_sweep_that_goes_on_standing_still_after_an_outage_is_told(teams: FakeTeams):
    await teams.ticks()
    teams.now += timedelta(hours=2)
    assert await teams.app._watch() == "4 silent"
    for name in ("collect", "recheck", "deliver"):
        await teams.app.sweep(name)
    assert await teams.app._watch() == "1 silent"
    await teams.app.sweep("deliver")
    (outage,) = [seen for seen in teams.pushed("dana") if "stood still" in seen]
    assert "Steward stood still" in outage
    assert "It runs again" in outage

    teams.now += TOLD_AFTER * 1.1
    for name in ("collect", "recheck", "deliver"):
        await teams.app.sweep(name)
    assert await teams.app._watch() == "1 silent"
    await teams.app.sweep("deliver")
    assert "Following interventions stood still" in teams.pushed("dana")[-1]


async def test_a_replica_whose_own_clock_has_died_is_not_ready_while_others_run(
    served: Served,
):
    app = App(Settings(dev=True), served.database, lambda: served.now, teams=served.messenger)
    async with TestServer(app.site()), TestClient(TestServer(app.admin_site())) as client:
        await app.clock.stop()
        served.now += timedelta(minutes=6)
        for name in sweeps.EVERY:  # as another replica would
            served.database.run(partial(sweeps.note_run, name=name, at=served.now, words="nothing"))
        answer = await client.get("/readyz")
        assert answer.status == 503
        words = await answer.text()
    assert words.count("has not run in this process since 08:02 UTC") == len(sweeps.EVERY)


async def test_a_command_that_sweeps_once_a_day_alarms_nobody(teams: FakeTeams):
    await teams.ticks()
    await teams.ticks(days=1)
    assert [seen for seen in teams.pushed("dana") if "stood still" in seen] == []
