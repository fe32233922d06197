"""The board's channel is quiet: successes and asking again come once a week, on one card each."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import Session

from cycle.improve.answers import BoardAnswer
from cycle.improve.concern import Concern
from cycle.monitor.success import Praise, Success
from storage import concern_answers, concerns, register, successes
from storage.database import Database
from tests.cycle.made import kpi, months
from tests.fake_teams import FakeTeams, Seen, channel, pressed
from tests.flows.test_improve_story import comes
from tests.flows.test_late_figures import at
from tests.recorded import kept
from tests.wealdbrook import SEPTEMBER

REFS = ("HOU-02", "HOU-05", "HOU-03")  # the last one is a PI


def succeeded(session: Session, refs: tuple[str, ...], when: datetime) -> None:
    """These had a real improvement in September, and the figures came in at this moment."""
    for ref in refs:
        indicator = register.by_ref(session, ref)
        assert indicator is not None
        words = f"{indicator}: A real change for the better."
        praise = Success(Praise.REAL_IMPROVEMENT, indicator, SEPTEMBER, words)
        successes.save(session, praise, when)


def posts(board: FakeTeams, words: str) -> list[Seen]:
    return [card for card in board.posted() if words in card]


async def test_the_board_hears_of_a_weeks_successes_of_kpis_on_one_card(
    board: FakeTeams, database: Database
) -> None:
    await board.meets("olive")
    database.run(lambda session: succeeded(session, REFS, at("2026-10-13T10:00")))
    for day in ("2026-10-14", "2026-10-15", "2026-10-16"):
        await comes(board, day)
    assert posts(board, "★ Success") == []  # the week is not over
    told = [card for card in board.pushed("olive") if "★ Success" in card]
    assert len(told) == 3  # the owner hears of each, also of the PI

    await comes(board, "2026-10-19")
    await comes(board, "2026-10-20")
    (card,) = posts(board, "★ Success")
    assert "2 successes" in card.words.lower()
    assert "HOU-02" in card
    assert "HOU-05" in card
    assert "HOU-03" not in card

    await board.presses("olive", told[0], "Share what was learnt", words="Visit <early>.")
    await board.ticks(hours=0.1)
    (card,) = posts(board, "★ Success")
    assert "Visit <early>." in card


async def test_a_channel_that_is_chosen_late_gets_no_old_successes(
    teams: FakeTeams, database: Database
) -> None:
    await teams.meets("olive")
    database.run(lambda session: succeeded(session, REFS, at("2026-10-13T10:00")))
    for day in ("2026-10-14", "2026-10-19", "2026-10-26"):
        await comes(teams, day)
    await teams.asks("dana", "post board alerts here", channel())
    await comes(teams, "2026-10-27")
    assert posts(teams, "★ Success") == []


async def test_nothing_is_celebrated_beside_an_open_exception(
    board: FakeTeams, database: Database
) -> None:
    await board.meets("olive")
    database.run(lambda session: succeeded(session, ("HOU-02",), at("2026-10-13T10:00")))
    await board.gives("olive", "HOU-02", numerator="50", denominator="100", commentary="Fewer.")
    for day in ("2026-10-14", "2026-10-19"):
        await comes(board, day)
    assert posts(board, "Exception")
    assert posts(board, "★ Success") == []
    assert [card for card in board.pushed("olive") if "★ Success" in card] == []


async def test_an_exception_that_comes_before_the_weeks_card_takes_the_success_off_it(
    board: FakeTeams, database: Database
) -> None:
    await board.meets("olive")
    database.run(lambda session: succeeded(session, ("HOU-02", "HOU-05"), at("2026-10-13T10:00")))
    await comes(board, "2026-10-14")
    await board.gives("olive", "HOU-05", value="130", commentary="Many more families came.")
    await comes(board, "2026-10-19")
    (card,) = posts(board, "★ Success")
    assert "HOU-02" in card
    assert "HOU-05" not in card


def red_and_acknowledged(session: Session, count: int, on: date) -> None:
    """So many KPIs are red, and the board has acknowledged each on this day."""
    for number in range(count):
        indicator = register.by_ref(session, f"RED-{number}")
        assert indicator is not None
        when = at(f"{on}T10:00")
        raised = concerns.raise_for(session, indicator.id, SEPTEMBER, (), "Red: far off.", when)
        pairs = concern_answers.find_with_answers(session, [raised.id])
        before = pairs[0][1]
        concern_answers.change(session, raised.id, before, acknowledged(before, on), when)


def acknowledged(before: Concern, on: date) -> Concern:
    version = before.version + 1
    return replace(
        before,
        answer=BoardAnswer.ACKNOWLEDGED,
        answered_on=on,
        answered_in=version,
        version=version,
        why="",
    )


@pytest.fixture
def five_red(council: Database) -> None:
    for number in range(5):
        series = months("2026-05", "50 50 50 50 50").values()
        kept(council, kpi(ref=f"RED-{number}", title=f"Measure {number}", target="80"), series)
    council.run(lambda session: red_and_acknowledged(session, 5, date(2026, 10, 8)))


async def test_five_stale_acknowledgements_are_asked_about_on_one_card(
    five_red: None, board: FakeTeams
) -> None:
    await comes(board, "2026-11-06")
    assert posts(board, "Asked again") == []
    await comes(board, "2026-11-09")
    await comes(board, "2026-11-10")
    (card,) = posts(board, "Asked again")
    assert card.words.count("The acknowledgement has gone stale.") == 5
    assert [post for post in board.posted() if "RED-" in post and "Asked again" not in post] == []

    shown = await board.presses("chris", card, "Show and answer", which="3")
    form = await board.presses("chris", shown, "Acknowledge")
    back = await board.presses("chris", form, "Acknowledge", words="Once more.")
    group = await board.presses("chris", back, "Back to all exceptions")
    assert group.words.count("The acknowledgement has gone stale.") == 4


async def deteriorating(board: FakeTeams) -> Seen:
    """The card of a KPI that is Green and gets worse for the third time."""
    for day, value in (("2026-10-12", "86"), ("2026-11-06", "88"), ("2026-12-07", "89")):
        await comes(board, day)
        await board.gives("olive", "HOU-05", value=value, commentary=f"More came, {value} now.")
        await board.ticks()
    (card,) = [one for one in board.posted() if "HOU-05" in one and "Exception" in one]
    return card


async def test_a_target_that_is_met_is_not_suggested_as_the_effect_of_an_intervention(
    board: FakeTeams,
) -> None:
    await board.meets("olive")
    form = await board.presses("chris", await deteriorating(board), "Ask for an intervention")
    await board.presses("chris", form, "Ask for it", words="Stop the rise.")
    await board.ticks()
    asked = next(card for card in board.pushed("olive") if "Stop the rise." in card)
    form = await board.presses("olive", asked, "Propose the intervention")
    typed = pressed(form, "Send to the board")["action"]["data"]
    assert (typed["effect_from"], typed["effect_to"]) == ("89", "")  # 90 is met already


async def test_a_card_whose_figure_is_green_does_not_say_it_was_raised_for_being_green(
    board: FakeTeams,
) -> None:
    """A KPI that deteriorates while it is Green says first what deteriorates."""
    card = await deteriorating(board)
    assert "Green" in card
    why = card.words.partition("Why this was raised")[2].strip()
    assert why
    assert not why.removeprefix("• ").startswith("Green")
