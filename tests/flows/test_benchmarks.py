"""What others have published comes in by tables, and members are told our place among them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cycle.plan.cells import BadRows, Doubted
from papers import sheets
from storage import benchmarks
from storage.database import Database
from tests.fake_teams import FakeTeams
from tests.flows.test_plans import DANA
from tests.importing import bring_in
from tests.wealdbrook import MONDAY

NAMES = ("Ashby", "Brook", "Carrow", "Dene", "Elm", "Fenby")
AREAS = "code,name,type,region\n" + "\n".join(
    f"E0700010{place},{name},Non-metropolitan district,East" for place, name in enumerate(NAMES)
)
NEIGHBOURS = "group,area,place\n" + "\n".join(
    f"Nearest neighbours,{name},{place}" for place, name in enumerate(NAMES[:5], start=1)
)
HEADER = "ref,area,period,value,source,link,published,comparable,words"
OPEN_LIST = """local-authority-code,official-name,nice-name,gss-code,end-date,nation,region,local-authority-type,local-authority-type-name,current-authority
ADU,Adur District Council,Adur,E07000223,,England,South East,NMD,Non-metropolitan district,True
ALL,Allerdale Borough Council,Allerdale,E07000026,2023-04-01,England,North West,NMD,Non-metropolitan district,False
"""  # noqa: E501

Bring = Callable[..., str]


def published(ref: str, *values: object, comparable: str = "", period: str = "2026-08") -> str:
    """A row for each council, in order."""
    words = "other definition" if comparable else ""
    return "\n".join(
        f"{ref},{name},{period},{value},Open data,,,{comparable},{words}"
        for name, value in zip(NAMES, values, strict=False)
    )


@pytest.fixture
def bring(council: Database, tmp_path: Path) -> Bring:
    """Import a table, in a transaction of its own; the words of what it changed."""

    def bring(what: str, text: str, **options) -> str:
        path = tmp_path / "table.csv"
        path.write_text(text, "utf-8")
        sheet = sheets.read(path)
        return council.run(
            lambda session: bring_in(what, session, sheet, DANA, MONDAY, **options)
        ).words

    return bring


@pytest.fixture
def known(bring: Bring) -> Bring:
    """Six councils are known; five of them are our nearest neighbours."""
    bring("areas", AREAS)
    bring("neighbours", NEIGHBOURS)
    return bring


async def test_our_place_is_told_with_everybodys_value(known: Bring, teams: FakeTeams):
    known("benchmarks", "\n".join([HEADER, published("HOU-02", 60, 65, 75, 80, 90, 99)]))
    card = await teams.asks("olive", "how do others do on HOU-02")
    assert "4th of 6 in August 2026, third quarter; the middle value of 6 is 73.0%." in card
    assert "Among Nearest neighbours" in card
    assert "Wealdbrook (we)" in card
    assert "Fenby" not in card  # is no neighbour
    assert "A comparison never changes a colour. Source: Open data." in card


async def test_lower_is_better_is_turned_round(known: Bring, teams: FakeTeams):
    known("benchmarks", "\n".join([HEADER, published("HOU-05", 60, 65, 75, 80, 90)]))
    card = await teams.asks("olive", "how do we compare with others on HOU-05")
    assert "5th of 6 in August 2026, worst quarter" in card
    worst = await teams.asks("olive", "where are we in the worst quarter")
    assert "In the worst quarter: 1 indicator" in worst
    assert "HOU-05" in worst


async def test_of_four_values_no_place_is_given_but_the_values_are_shown(
    known: Bring, teams: FakeTeams
):
    known("benchmarks", "\n".join([HEADER, published("HOU-02", 60, 65, 75)]))
    card = await teams.asks("olive", "how do others do on HOU-02")
    assert "Fewer than five comparable values are known" in card
    assert "Carrow" in card
    assert "Nothing can be compared yet" in await teams.asks("olive", "worst quarter")


async def test_what_is_partly_comparable_is_shown_and_not_counted(known: Bring, teams: FakeTeams):
    rows = [
        HEADER,
        published("HOU-02", 60, 65, 75, 80),
        "HOU-02,Elm,2026-08,90,Open data,,,partly,by household",
    ]
    known("benchmarks", "\n".join(rows))
    card = await teams.asks("olive", "how do others do on HOU-02")
    assert "2nd of 5" in card or "3rd of 5" in card
    assert "by household" in card


async def test_a_year_is_compared_with_a_year_and_without_ours_the_middle_is_told(
    known: Bring, teams: FakeTeams
):
    rows = published("HOU-02", 60, 65, 75, 80, 90, period="2025/26")
    known("benchmarks", f"{HEADER}\n{rows}")
    card = await teams.asks("olive", "how do others do on HOU-02")
    assert "We have no figure for 2025/26; the middle value of 5 is 75.0%." in card


async def test_nothing_kept_is_said(teams: FakeTeams):
    assert "No comparison yet" in await teams.asks("olive", "how do others do on HOU-02")


async def test_a_comparison_changes_no_colour(known: Bring, teams: FakeTeams):
    before = await teams.asks("olive", "status of HOU-02 in August")
    known("benchmarks", "\n".join([HEADER, published("HOU-02", 99, 99, 99, 99, 99)]))
    after = await teams.asks("olive", "status of HOU-02 in August")
    assert "Green" in before
    assert before.words == after.words


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("HOU-02,Nowhere,2026-08,1,x,,,,", "there is no council “Nowhere”"),
        ("HOU-99,Ashby,2026-08,1,x,,,,", "HOU-99"),
        ("HOU-02,Ashby,2026-08,lots,x,,,,", "value"),
        ("HOU-02,Ashby,2026-08,,x,,,,", "value"),
        ("HOU-02,Ashby,Augustus,1,x,,,,", "period"),
        ("HOU-02,Ashby,2026-08,1,,,,,", "source"),
        ("HOU-02,Ashby,2026-08,1,x,,,partly,", "say what differs"),
    ],
)
def test_a_row_that_cannot_stand_is_named(known: Bring, row: str, fault: str):
    with pytest.raises(BadRows, match=fault):
        known("benchmarks", f"{HEADER}\n{row}")


def test_a_group_of_one_is_asked_about(known: Bring):
    with pytest.raises(Doubted, match="has one council only"):
        known("neighbours", "group,area\nFamily,Ashby", accepts_all=False)


def test_the_same_file_twice_changes_nothing(known: Bring):
    assert known("areas", AREAS).startswith("0 new, 0 changed, 6 unchanged")
    assert known("neighbours", NEIGHBOURS).startswith("0 new, 0 changed, 5 unchanged")
    text = "\n".join([HEADER, published("HOU-02", 60, 65)])
    assert known("benchmarks", text).startswith("2 new")
    assert known("benchmarks", text).startswith("0 new, 0 changed, 2 unchanged")


def test_the_open_list_of_councils_is_read_as_it_is_downloaded(bring: Bring, council: Database):
    assert "read the open list of councils: 1 in being" in bring("areas", OPEN_LIST)
    (area,) = council.run(benchmarks.all_areas)
    assert (area.code, area.name, area.region) == ("E07000223", "Adur", "South East")
