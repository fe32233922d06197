"""A button pressed twice, sent again, or pressed by two at once does its work once."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from storage import audit, concerns, figures, register
from storage.database import Database, MovedOn, Session
from tests.fake_teams import FakeTeams, Seen, channel
from tests.wealdbrook import MONDAY, SEPTEMBER

AT_ONCE = "at once"
RED = {"numerator": "31", "denominator": "56"}
WORDS = "Three landlords left. Olive meets the others by 30 October."


def versions(database: Database, ref: str = "HOU-05") -> list[str]:
    """The versions of September's figure: value and giver."""

    def read(session: Session) -> list[str]:
        indicator = register.by_ref(session, ref)
        assert indicator is not None
        kept = figures.versions(session, indicator.id, SEPTEMBER)
        return [f"{one.value} {one.given_by_name}" for one in kept]

    return database.run(read)


def changes(database: Database) -> list[str]:
    return [row.change for row in database.run(lambda session: list(audit.rows(session)))]


async def again(teams: FakeTeams, when: str, press: Callable[[], object]) -> list[Seen]:
    """Press, and press again: at once or after a while. Each press has an activity id of its own,
    as when Teams sends one again.
    """
    if when == AT_ONCE:
        return await teams.both(press(), press(), press())
    first = await press()  # type: ignore[misc]
    teams.now += timedelta(seconds=int(when))
    return [first, await press()]  # type: ignore[misc]


@pytest.mark.parametrize("when", [AT_ONCE, "1", "15", "60", "86400"])
async def test_a_figure_submitted_again_is_kept_once_and_gets_the_same_receipt(
    teams: FakeTeams, database: Database, when: str
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    receipts = await again(
        teams, when, lambda: teams.presses("olive", form, "Submit", value="88", commentary="Fine.")
    )
    assert all("Figure kept" in receipt and "Green" in receipt for receipt in receipts)
    assert versions(database) == ["88 Olive Marsh"]
    assert changes(database) == ["figure given"]


@pytest.mark.parametrize("when", [AT_ONCE, "60"])
async def test_a_correction_submitted_again_is_kept_once(
    teams: FakeTeams, database: Database, when: str
) -> None:
    receipt = await teams.gives("olive", "HOU-05", value="88", commentary="Fine.")
    form = await teams.presses("olive", receipt, "Correct this")
    receipts = await again(
        teams, when, lambda: teams.presses("olive", form, "Submit", value="87", reason="Miscount.")
    )
    assert all("Correction kept" in receipt for receipt in receipts)
    assert versions(database) == ["88 Olive Marsh", "87 Olive Marsh"]


async def test_a_doubt_answered_twice_keeps_the_figure_once(
    teams: FakeTeams, database: Database
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    asked = await teams.presses("olive", form, "Submit", value="840", commentary=WORDS)
    assert "Is that right?" in asked
    assert versions(database) == []
    await again(teams, AT_ONCE, lambda: teams.presses("olive", asked, "Yes, keep it"))
    assert versions(database) == ["840 Olive Marsh"]


async def test_of_two_who_submit_at_once_one_is_kept_and_the_other_is_told_whose(
    teams: FakeTeams, database: Database
) -> None:
    forms = [await teams.asks(who, "submit HOU-05") for who in ("olive", "meg")]
    receipts = await teams.both(
        teams.presses("olive", forms[0], "Submit", value="88", commentary="Fine."),
        teams.presses("meg", forms[1], "Submit", value="86", commentary="Fine."),
    )
    (kept,) = versions(database)
    first = "Olive Marsh" if "Olive" in kept else "Meg Shaw"
    told = [one for one in receipts if "What you typed was not kept" in one]
    assert len(told) == 1
    assert f"{first} gave this figure on" in told[0]
    assert changes(database) == ["figure given"]


async def test_of_two_who_correct_at_once_neither_overwrites_the_other_unseen(
    teams: FakeTeams, database: Database
) -> None:
    await teams.gives("olive", "HOU-05", value="88", commentary="Fine.")
    forms = [await teams.asks(who, "submit HOU-05") for who in ("olive", "meg")]
    receipts = await teams.both(
        *(
            teams.presses(who, form, "Submit", value=value, reason="Miscount.")
            for who, form, value in zip(("olive", "meg"), forms, ("87", "86"), strict=True)
        )
    )
    assert len(versions(database)) == 2
    assert sum("What you typed was not kept" in one for one in receipts) == 1


async def test_an_old_card_shows_what_is_kept_now_and_keeps_nothing(
    teams: FakeTeams, database: Database
) -> None:
    old = await teams.asks("meg", "submit HOU-05")
    await teams.gives("olive", "HOU-05", value="88", commentary="Fine.")
    answer = await teams.presses("meg", old, "Submit", value="80", commentary="Mine.")
    assert "Olive Marsh gave this figure on 12 October 2026 at 09:02" in answer
    assert "What you typed was not kept" in answer
    assert versions(database) == ["88 Olive Marsh"]


async def test_a_red_kpi_submitted_at_once_raises_one_concern_and_one_card(
    board: FakeTeams,
) -> None:
    form = await board.asks("olive", "submit HOU-02")
    typed = {**RED, "commentary": WORDS}
    await board.both(*(board.presses("olive", form, "Submit", **typed) for _ in range(3)))
    await board.ticks()
    await board.ticks()
    assert len(board.posted()) == 1


async def test_an_older_month_corrected_while_the_newest_is_given_leaves_one_concern(
    board: FakeTeams,
) -> None:
    """Each of the two may raise it, and neither has seen the other's figure."""
    old = "reopen HOU-02 2026-08 until 30 October 2026 because nine were left out"
    await board.asks("dana", old)
    older = await board.asks("meg", "submit HOU-02 August 2026")
    restated = "Counted again by Meg: nine cases belonged to July."
    typed = {"numerator": "33", "denominator": "56"}
    await board.both(
        board.presses("meg", older, "Submit", **typed, commentary=restated, reason="Twice."),
        board.gives("olive", "HOU-02", **RED, commentary=WORDS),
    )
    await board.ticks()
    (alert,) = board.posted()
    assert "Exception" in alert
    assert "September 2026" in alert


async def test_two_turns_that_raise_a_concern_at_once_raise_one(council: Database) -> None:
    """The later of the two finds that the world has moved on, and looks again."""
    indicator = council.run(lambda session: register.by_ref(session, "HOU-02"))
    assert indicator is not None

    def raised(session: Session) -> int:
        return concerns.raise_for(session, indicator.id, SEPTEMBER, [], "Red.", MONDAY).id

    turns = [asyncio.wrap_future(council.submit(raised)) for _ in range(4)]
    ended = await asyncio.gather(*turns, return_exceptions=True)
    assert sum(isinstance(one, MovedOn) for one in ended) == 3
    assert sum(isinstance(one, int) for one in ended) == 1


@pytest.mark.parametrize("when", [AT_ONCE, "60"])
async def test_remind_me_tomorrow_and_not_my_indicator_are_heard_once(
    teams: FakeTeams, when: str
) -> None:
    await teams.meets("olive")
    await teams.meets("dana")
    await teams.ticks()
    (reminder,) = teams.pushed("olive")
    await again(teams, when, lambda: teams.presses("olive", reminder, "Remind me tomorrow"))

    which = await teams.presses("olive", reminder, "Not my indicator")
    told = await again(
        teams,
        when,
        lambda: teams.presses("olive", which, "Tell the performance team", indicator="HOU-05"),
    )
    assert all("will find out" in one for one in told)
    await teams.ticks()
    assert len(teams.pushed("dana")) == 1
    assert "Olive Marsh" in teams.pushed("dana")[0]


async def test_post_board_alerts_here_said_twice_posts_nothing_twice(board: FakeTeams) -> None:
    await board.gives("olive", "HOU-02", **RED, commentary=WORDS)
    await board.ticks()
    await board.asks("dana", "post board alerts here", channel())
    await board.ticks()
    assert len(board.posted()) == 1
