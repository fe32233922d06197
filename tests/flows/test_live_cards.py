"""One concern has one live card: whatever happens, no card in any chat contradicts what is kept."""

import random
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from storage import concerns, interventions, owed, register
from storage.database import Session
from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_board_answers import alert, answers
from tests.flows.test_improve_story import comes, gives

__all__ = ["alert"]

SHOWING = (owed.CONCERN, owed.INTERVENTION, owed.PROPOSAL, owed.OUTCOME, owed.QUESTION)
NEWER = "The newer card in this channel"


def of_hou_02(board: FakeTeams) -> list[Seen]:
    return [card for card in board.posted() if "HOU-02" in card]


def live(board: FakeTeams) -> list[Seen]:
    """The posts about HOU-02's exception that have buttons to answer it."""
    return [card for card in of_hou_02(board) if NEWER not in card and "past figures" in card]


async def test_asked_again_the_new_card_is_the_one_that_later_figures_change(
    board: FakeTeams, alert: Seen
) -> None:
    await answers(board, alert, "Acknowledge", words="We know why.")
    await comes(board, "2026-11-09")
    first, second = of_hou_02(board)
    assert NEWER in first
    assert "Awaits the board's answer" in second

    await gives(board, "80")  # October's figure: green again
    await board.ticks()

    first, second = of_hou_02(board)
    assert NEWER in first
    assert "Recovering" in second
    assert "80.0%" in second


async def test_what_runs_out_within_a_week_is_asked_again_on_its_first_working_day(
    board: FakeTeams, alert: Seen
) -> None:
    await answers(board, alert, "Accept for now", words="Small", until="2026-10-28")  # a Wednesday
    await comes(board, "2026-10-30")
    assert len(of_hou_02(board)) == 1
    await comes(board, "2026-11-03")  # the server stood still on Monday
    assert len(of_hou_02(board)) == 2


def titles(card: Seen) -> set[str]:
    return set(re.findall(r"'title': '([^']+)'", str(card.content)))


def words(cards: list[Seen]) -> list[str]:
    """Without how late something is: a card is not painted again each day for that alone."""
    return [re.sub(r"! \d+ working days? overdue ", "", card.words) for card in cards]


Step = Callable[[FakeTeams, random.Random], Awaitable[object]]


async def figure(board: FakeTeams, dice: random.Random) -> None:
    """Where entry is open; a figure that stands already is left as it is."""
    form = await board.asks("olive", "submit HOU-02")
    if "Submit" in form and "Reason" not in form:
        await gives(board, str(dice.choice((40, 55, 64, 66, 80))))


async def answer(board: FakeTeams, dice: random.Random) -> None:
    card = live(board)[-1] if live(board) else None
    choices = ("Acknowledge", "Ask the owner", "Ask for an intervention")
    offered = [title for title in choices if card is not None and title in titles(card)]
    if card is not None and offered:
        await answers(board, card, dice.choice(offered), words="Say more.")


async def a_week(board: FakeTeams, dice: random.Random) -> None:
    board.now += timedelta(days=dice.choice((1, 7, 14, 28)))


STEPS: tuple[Step, ...] = (figure, answer, a_week)


def repaint_everything(session: Session, board: FakeTeams) -> None:
    """Whatever is shown is to be painted once more, from what is kept at this moment."""
    indicator = register.by_ref(session, "HOU-02")
    assert indicator is not None
    ids = [one.id for one in concerns.all_of(session, indicator.id)]
    ids += [one.id for one in interventions.on_indicators(session, [indicator.id])]
    for kind in SHOWING:
        for own in set(ids):
            owed.changed(session, kind, own, board.now)


@pytest.mark.parametrize("seed", range(8))
async def test_after_any_sequence_of_events_no_card_contradicts_what_is_kept(
    board: FakeTeams, alert: Seen, seed: int
) -> None:
    dice = random.Random(seed)
    for _ in range(10):
        await dice.choice(STEPS)(board, dice)
        await board.ticks()
        await board.ticks()
        shown = of_hou_02(board) + board.pushed("olive")

        board.app.database.run(lambda session: repaint_everything(session, board))
        await board.ticks()

        assert words(of_hou_02(board) + board.pushed("olive")) == words(shown)
        assert len(live(board)) <= 1 + sum("Is it working" in card for card in live(board))
