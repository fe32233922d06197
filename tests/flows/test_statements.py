"""A list takes as many statements as one row of it: counted at the driver, whatever its length."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from storage.database import Database
from tests.fake_teams import FakeTeams
from tests.flows.test_grouped import come, delivers, is_group, refs

MOST = 11  # statements of one answer, the last question of the same chat among them
COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE")

# Counted at SQLite's driver; the statements are the same on PostgreSQL.
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that the one in-memory database has carried out meanwhile."""
    connection = database.engine.raw_connection()
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    statements: list[str] = []

    def note(statement: str) -> None:
        if statements and statements[-1] == statement:
            return  # a trigger of it, which is noted under the same words
        if statement.lstrip().upper().startswith(COUNTED):
            statements.append(statement)

    driver.set_trace_callback(note)
    yield statements
    driver.set_trace_callback(None)
    connection.close()


async def answered(teams: FakeTeams) -> None:
    """The board asks for an intervention on every exception that it has not answered."""
    await delivers(teams)
    for card in teams.posted():
        if not is_group(card) and "Awaits the board's answer" in card:
            form = await teams.presses("chris", card, "Ask for an intervention")
            await teams.presses("chris", form, "Ask for it", words="What will be done?")
    await delivers(teams)


async def asked(teams: FakeTeams, question: str) -> list[str]:
    """What one answer takes, once everything that is remembered has been read."""
    await teams.asks("chris", question)
    with counting(teams.app.database) as statements:
        await teams.asks("chris", question)
    return statements


LISTS = (
    *("open exceptions", "interventions", "overdue actions", "history of NEW-01", "red"),
    *("what did the board decide last month", "successes", "due", "who hasn't submitted"),
)


@ON_SQLITE
@pytest.mark.parametrize("question", LISTS)
async def test_a_list_of_twenty_takes_as_many_statements_as_one_of_two(
    board: FakeTeams, question: str
) -> None:
    come(board, *refs(2))
    await answered(board)
    two = await asked(board, question)

    come(board, *refs(18, first=3))
    await answered(board)
    twenty = await asked(board, question)

    assert len(twenty) == len(two), "\n".join(twenty)
    assert 0 < len(twenty) <= MOST


@ON_SQLITE
async def test_a_figure_that_is_red_takes_nineteen_statements_from_press_to_receipt(
    board: FakeTeams,
) -> None:
    words = "A fire at the hostel; Olive Marsh moves six families by 30 November 2026."
    await board.gives("olive", "HOU-05", value="140", commentary=words)
    form = await board.asks("olive", "submit HOU-02")

    with counting(board.app.database) as statements:
        typed = {"numerator": "31", "denominator": "56", "commentary": words}
        receipt = await board.presses("olive", form, "Submit", **typed)

    assert "55.4%" in receipt
    assert 0 < len(statements) <= 19, "\n".join(statements)
