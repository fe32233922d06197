"""What is recorded is what was typed: angle brackets, quotation marks and line ends too."""

import pytest
from sqlmodel import select

from storage import audit, records, register
from storage.database import Database
from storage.tables import ReopeningRow
from tests.fake_teams import FakeTeams

TYPED = [
    "average wait is now <10 days, it was >20 days in spring",
    "see <https://intranet.example/page>",
    "<https://intranet.example/page> says why",
    "a < b and c > d; x<y, y>z",
    "the “new” team’s first month – 5 more",
    "two reasons:\n- a fire\n- a flood",
    "two  spaces, and & too",
    "<10 of them are late",
    "1 < 2 <b and 3> 4",
]


@pytest.mark.parametrize("words", TYPED)
@pytest.mark.parametrize("led_by", ["note on HOU-02 2026-08: ", "Note on <b>HOU-02</b> 2026-08:  "])
async def test_the_words_of_a_note_are_kept_as_they_were_typed(
    teams: FakeTeams, database: Database, led_by: str, words: str
) -> None:
    await teams.asks("dana", led_by + words)

    def events(session):
        return records.record(session, register.by_ref(session, "HOU-02")).events

    (event,) = database.run(events)
    assert event.words == words
    changes = database.run(lambda session: [row.reason for row in audit.rows(session)])
    assert words in changes


async def test_the_words_of_a_break_and_of_what_takes_it_back_are_kept(
    teams: FakeTeams, database: Database
) -> None:
    why = "cases <56 days old are now counted, >56 days are not"
    back = "it was <1 month, not >1"
    await teams.asks("dana", f"break HOU-03 2026-04 because {why}")
    await teams.asks("dana", f"take back break of HOU-03 2026-04 because {back}")
    changes = database.run(lambda session: [row.reason for row in audit.rows(session)])
    assert changes[-2:] == [why, back]


async def test_the_reason_of_a_reopening_is_kept(teams: FakeTeams, database: Database) -> None:
    why = "the count was <90 not >90 as first said"
    await teams.asks("dana", f"reopen HOU-05 2026-08 until 30 November 2026 because {why}")
    kept = database.run(lambda session: [row.reason for row in session.exec(select(ReopeningRow))])
    assert kept == [why]


async def test_what_is_too_long_is_said_and_never_cut(teams: FakeTeams) -> None:
    note = await teams.asks("dana", f"note on HOU-02 2026-08: {'long ' * 600}")
    assert "2,999 characters: at most 300 are kept" in note
    reopen = f"reopen HOU-05 2026-08 until 30 November 2026 because {'long ' * 600}"
    assert "2,999 characters: at most 1,000 are kept" in await teams.asks("dana", reopen)
