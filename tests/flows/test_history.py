"""The history of an indicator: what was true then, who, and why."""

from datetime import UTC, datetime

from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_corrections import in_month

WORDS = "Twenty families came. Olive meets the county by 30 October."
MORE = "The hotel contract ended. Raj reports by 30 November."


async def history(board: FakeTeams) -> str:
    return (await board.asks("chris", "history of HOU-05")).words


async def test_each_step_of_an_exception_keeps_the_reason_that_it_had_then(
    board: FakeTeams,
) -> None:
    await in_month(board, 10, "olive", "HOU-05", value="104", commentary=WORDS)
    await in_month(board, 11, "olive", "HOU-05", value="112", commentary=MORE)
    await in_month(board, 12, "olive", "HOU-05", value="84", commentary="Twenty moved on.")
    await in_month(board, 13, "olive", "HOU-05", value="82", commentary="Two more moved on.")
    words = await history(board)
    raised = words.index("5 October 2026 · Exception Sep 2026: Red: 104 against 90")
    again = words.index("5 November 2026 · Exception raised Oct 2026: Red: 112 against 90")
    better = words.index("5 December 2026 · Exception recovering Nov 2026: Green: 84 against 90")
    over = words.index(
        "Exception closed Dec 2026: Green for 2 periods running, up to December 2026. · Olive Marsh"
    )
    assert over < better < again < raised  # newest first


async def test_of_one_day_the_newest_comes_first_and_what_followed_above_its_cause(
    board: FakeTeams,
) -> None:
    await board.gives("olive", "HOU-05", value="104", commentary=WORDS)
    board.now = datetime(2026, 10, 12, 13, tzinfo=UTC)
    await board.asks("olive", "note on HOU-05 2026-09: the county closed a hostel")
    words = await history(board)
    note = words.index("Note Sep 2026: the county closed a hostel")
    assert note < words.index("Exception Sep 2026: Red") < words.index("Figure Sep 2026: 104")


async def test_a_quarter_that_was_worked_out_names_no_import(board: FakeTeams) -> None:
    await board.gives("olive", "HOU-05", value="104", commentary=WORDS)
    quarter: Seen = await board.asks("chris", "status of HOU-05 in Q2 2026/27")
    assert "Worked out from its monthly figures" in quarter
    assert "import" not in quarter.words


async def test_only_kpis_await_the_board(board: FakeTeams) -> None:
    await board.gives("olive", "HOU-03", value="20", commentary=WORDS)
    await board.gives("olive", "HOU-05", value="104", commentary=WORDS)
    exceptions = await board.asks("chris", "open exceptions")
    assert "2 open · 1 awaiting the board" in exceptions
    assert "With the service's manager: only KPIs go to the board" in exceptions
