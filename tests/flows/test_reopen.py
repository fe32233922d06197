"""A closed period is opened again for a while, not for ever."""

import pytest

from tests.fake_teams import FakeTeams


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("31 December 2099", "31 December 2099 is more than a year away"),
        ("14 October 2027", "14 October 2027 is more than a year away"),
        ("1 October 2026", "1 October 2026 is past"),
        ("13 October 2027", "13 October 2027"),
        ("30 November 2026", "30 November 2026"),
    ],
)
async def test_the_last_day_lies_ahead_and_within_a_year(
    teams: FakeTeams, until: str, says: str
) -> None:
    said = await teams.asks("dana", f"reopen HOU-05 2026-08 until {until} because it was wrong")

    assert says in said
    is_refused = "past" in says or "more than a year" in says
    assert ("Figures can be entered until" in said) is not is_refused
