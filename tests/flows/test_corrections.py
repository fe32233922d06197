"""What becomes of a figure after it was given: corrected, confirmed, promised, and what follows."""

from datetime import UTC, datetime

import pytest

from cycle.periods import Period
from cycle.review.figure import Figure
from storage import audit, concerns, figures, register
from storage.database import Database, Session
from tests.fake_teams import FakeTeams, Seen
from tests.wealdbrook import SEPTEMBER

RED = {"numerator": "31", "denominator": "56"}
GREEN = {"numerator": "40", "denominator": "56"}
WORDS = "Three landlords left. Olive meets the others by 30 October."


def kept(database: Database, ref: str, period: Period = SEPTEMBER) -> list[Figure]:
    def read(session: Session) -> list[Figure]:
        indicator = register.by_ref(session, ref)
        assert indicator is not None
        return figures.versions(session, indicator.id, period)

    return database.run(read)


async def corrected(teams: FakeTeams, who: str, receipt: Seen, **typed: str) -> Seen:
    """Somebody presses *Correct this*, types what is different, and means it."""
    form = await teams.presses(who, receipt, "Correct this")
    seen = await teams.presses(who, form, "Submit", **typed)
    return await teams.presses(who, seen, "Yes, keep it") if "Is that right?" in seen else seen


async def in_month(teams: FakeTeams, month: int, who: str, ref: str, **typed: str) -> Seen:
    """The figure for the month before, given on the 5th of this one, counted from January 2026."""
    teams.now = datetime(2026 + month // 13, month - month // 13 * 12, 5, 10, tzinfo=UTC)
    seen = await teams.gives(who, ref, **typed)
    await teams.ticks()
    return seen


async def test_a_correction_needs_a_reason_and_is_a_version_of_its_own(
    teams: FakeTeams, database: Database
) -> None:
    receipt = await teams.gives("olive", "HOU-05", value="88", commentary="Fine.")
    again = await corrected(teams, "olive", receipt, value="87")
    assert "Say why the figure is corrected" in again
    assert len(kept(database, "HOU-05")) == 1

    receipt = await teams.presses("olive", again, "Submit", reason="One was counted twice.")
    assert "Correction kept" in receipt
    assert "Before 88" in receipt
    assert "One was counted twice." in receipt
    first, second = kept(database, "HOU-05")
    assert (first.version, str(first.value)) == (1, "88")
    assert (second.version, str(second.value), second.reason) == (2, "87", "One was counted twice.")
    changes = database.run(lambda session: list(audit.rows(session)))
    assert [(row.change, row.who, row.came_from) for row in changes] == [
        ("figure given", "Olive Marsh", "Teams"),
        ("figure corrected", "Olive Marsh", "Teams"),
    ]


async def test_a_correction_edits_the_boards_card_to_no_longer_an_exception(
    board: FakeTeams,
) -> None:
    receipt = await board.gives("olive", "HOU-02", **RED, commentary=WORDS)
    assert "The Performance Board is shown this figure" in receipt
    await board.ticks()
    (alert,) = board.posted()
    assert "Exception" in alert

    await corrected(
        board, "meg", await board.asks("meg", "status of HOU-02"), **GREEN, reason="9 more."
    )
    await board.ticks()
    (alert,) = board.posted()
    assert "No longer an exception" in alert
    assert "from 55.4%: 9 more." in alert


async def test_a_correction_that_is_still_red_stays_an_exception_on_the_same_card(
    board: FakeTeams,
) -> None:
    receipt = await board.gives("olive", "HOU-02", **RED, commentary=WORDS)
    await board.ticks()
    await corrected(board, "olive", receipt, numerator="30", reason="One was counted twice.")
    await board.ticks()
    (alert,) = board.posted()
    assert "No longer" not in alert
    assert "53.6%" in alert


async def test_two_green_periods_close_a_concern_by_way_of_recovering(board: FakeTeams) -> None:
    await in_month(board, 10, "olive", "HOU-02", **RED, commentary=WORDS)
    await in_month(board, 11, "olive", "HOU-02", **GREEN, commentary="Back.")
    (alert,) = board.posted()
    assert "Recovering" in alert
    assert "October 2026" in alert
    await in_month(board, 12, "olive", "HOU-02", **GREEN, commentary="Steady.")
    (alert,) = board.posted()
    assert "Closed: green for two periods running" in alert


async def test_red_again_after_it_was_closed_is_a_new_exception(board: FakeTeams) -> None:
    for month, typed in ((10, RED), (11, GREEN), (12, GREEN), (13, RED)):
        await in_month(board, month, "olive", "HOU-02", **typed, commentary=f"{WORDS} ({month})")
    assert len(board.posted()) == 2


async def test_a_restated_earlier_period_withdraws_what_it_alone_had_raised(
    board: FakeTeams, database: Database
) -> None:
    red = await in_month(board, 10, "olive", "HOU-02", **RED, commentary=WORDS)
    await in_month(board, 11, "olive", "HOU-02", **GREEN, commentary="Back.")
    reopened = "reopen HOU-02 2026-09 until 30 November 2026 because nine were left out"
    await board.asks("dana", reopened)
    await corrected(board, "olive", red, **GREEN, reason="Nine were left out.")
    await board.ticks()
    (alert,) = board.posted()
    assert "No longer an exception" in alert
    assert database.run(lambda session: concerns.open_of(session, [1, 2, 3, 4, 5])) == {}


async def test_a_restated_earlier_period_withdraws_nothing_that_a_later_one_bears_out(
    board: FakeTeams,
) -> None:
    red = await in_month(board, 10, "olive", "HOU-02", **RED, commentary=WORDS)
    await in_month(board, 11, "olive", "HOU-02", **RED, commentary=f"{WORDS} Again.")
    await board.asks("dana", "reopen HOU-02 2026-09 until 30 November 2026 because of nine")
    await corrected(board, "olive", red, **GREEN, reason="Nine were left out.")
    await board.ticks()
    (alert,) = board.posted()
    assert "Exception · KPI" in alert
    assert "October 2026" in alert


async def test_a_red_figure_that_turns_out_not_applicable_is_withdrawn_for_its_own_period(
    board: FakeTeams,
) -> None:
    receipt = await board.gives("olive", "HOU-02", **RED, commentary=WORDS)
    await board.ticks()
    await corrected(board, "olive", receipt, status="not applicable", reason="Moved to the county.")
    await board.ticks()
    (alert,) = board.posted()
    assert "No longer an exception" in alert
    assert "September 2026" in alert


async def test_a_pi_goes_to_the_services_manager_and_not_to_the_board(board: FakeTeams) -> None:
    await board.meets("raj")
    receipt = await board.gives("olive", "HOU-03", value="20", commentary=WORDS)
    assert "The service's manager is shown this figure" in receipt
    await board.ticks()
    assert board.posted() == []
    alerts = [seen for seen in board.pushed("raj") if "Exception" in seen]
    assert len(alerts) == 1
    assert "HOU-03" in alerts[0]


async def test_a_statistic_is_never_rated_nor_alerted(board: FakeTeams) -> None:
    await board.meets("raj")
    receipt = await board.gives("olive", "HOU-07", value="90", commentary="A cold month.")
    assert "Figure kept" in receipt
    for colour in ("Red", "Amber", "Green"):
        assert colour not in receipt
    await board.ticks()
    assert board.posted() == []
    assert not any("Exception" in seen for seen in board.pushed("raj"))


async def test_a_figure_not_available_yet_is_asked_for_again_on_the_promised_day(
    teams: FakeTeams,
) -> None:
    await teams.meets("sam")
    typed = {"status": "not available", "commentary": "The contractor's return is late."}
    receipt = await teams.gives("sam", "ENV-03", **typed, expected_on="2026-10-16")
    assert "16 October 2026" in receipt
    assert "Nothing is due" in await teams.asks("sam", "due")

    teams.now = datetime(2026, 10, 15, 9, tzinfo=UTC)
    await teams.ticks()
    assert teams.pushed("sam") == []
    teams.now = datetime(2026, 10, 16, 9, tzinfo=UTC)
    await teams.ticks()
    (reminder,) = teams.pushed("sam")
    assert "ENV-03" in reminder
    receipt = await teams.gives("sam", "ENV-03", value="45", commentary="As ever.")
    assert "45.0 per 100,000" in receipt
    assert "Nothing is due" in await teams.asks("sam", "due")


async def test_a_provisional_figure_is_shown_as_one_and_confirmed_without_a_reason(
    teams: FakeTeams, database: Database
) -> None:
    typed = {"value": "45", "commentary": "Two crews to come.", "expected_on": "2026-10-16"}
    receipt = await teams.gives("sam", "ENV-03", **typed, status="provisional")
    assert "Provisional" in receipt
    teams.now = datetime(2026, 10, 16, 9, tzinfo=UTC)
    assert "ENV-03" in await teams.asks("sam", "due")

    await corrected(teams, "sam", receipt, value="46")
    assert [str(one.value) for one in kept(database, "ENV-03")] == ["45", "46"]
    assert kept(database, "ENV-03")[1].reason == "Confirmed"
    assert "Nothing is due" in await teams.asks("sam", "due")


@pytest.mark.parametrize(
    ("ref", "who", "typed", "says"),
    [
        ("HOU-02", "olive", {"numerator": "0", "denominator": "0"}, "Not applicable"),
        (
            "ENV-03",
            "sam",
            {"status": "not applicable", "commentary": "No rounds."},
            "Not applicable",
        ),
    ],
)
async def test_what_is_not_applicable_is_given_and_is_neither_nought_nor_a_hundred(
    board: FakeTeams, ref: str, who: str, typed: dict[str, str], says: str
) -> None:
    receipt = await board.gives(who, ref, **typed)
    assert says in receipt
    assert "Red" not in receipt
    await board.ticks()
    assert board.posted() == []
    missing = await board.asks("dana", "who hasn't submitted")
    assert ref not in missing


async def test_a_figure_typed_over_no_cases_is_kept_and_not_thrown_away(
    teams: FakeTeams, database: Database
) -> None:
    receipt = await teams.gives("olive", "HOU-02", numerator="0", denominator="0")
    assert "Not applicable" in receipt
    assert kept(database, "HOU-02")[-1].commentary == ""

    form = await teams.presses("olive", receipt, "Correct this")
    typed = {**RED, "reason": "They came late.", "commentary": WORDS}
    which = await teams.presses("olive", form, "Submit", status="not applicable", **typed)
    assert "31 of 56 was typed, but Not applicable is chosen: which is meant?" in which
    assert len(kept(database, "HOU-02")) == 1

    receipt = await teams.presses("olive", which, "Submit", status="final")
    if "Is that right?" in receipt:
        receipt = await teams.presses("olive", receipt, "Yes, keep it")
    assert "31 of 56" in receipt
    assert "Red" in receipt


async def test_the_form_after_no_cases_keeps_the_counts_that_are_typed_into_it(
    teams: FakeTeams, database: Database
) -> None:
    receipt = await teams.gives("olive", "HOU-02", numerator="0", denominator="0")
    again = await corrected(teams, "olive", receipt, **GREEN, reason="They came late.")
    assert "40 of 56" in again
    assert [str(one.status) for one in kept(database, "HOU-02")] == ["not applicable", "final"]
