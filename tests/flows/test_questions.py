"""What people ask in a personal chat, a group chat and a channel, and what they get."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from cycle.plan.indicator import Indicator
from storage import places, register
from storage.database import Database, Session
from storage.places import Place
from tests.fake_teams import FakeTeams, channel, group, personal
from tests.wealdbrook import MONDAY

RED = {"numerator": "31", "denominator": "56"}
WORDS = "Three landlords left. Olive meets the others by 30 October."
EVERYWHERE = pytest.mark.parametrize(
    "where", [personal("raj"), group(), channel("7")], ids=["personal", "group", "channel"]
)

ASKED = [
    (
        "status of housing KPIs",
        ["Housing, KPIs, September 2026", "HOU-02", "HOU-05", "Awaiting data"],
    ),
    ("status of housing", ["Housing, September 2026", "HOU-03", "HOU-07"]),
    ("status of HOU-02", ["HOU-02, September 2026", "Homelessness prevented", WORDS, "55.4%"]),
    ("homelessness prevented", ["HOU-02, September 2026"]),
    ("status of homelesness prevnted", ["HOU-02, September 2026"]),
    ("status of HOU-02 in august", ["HOU-02, August 2026", "71.0%"]),
    ("status of HOU-02 last month", ["HOU-02, September 2026"]),
    ("red", ["Red, September 2026", "HOU-02"]),
    ("due", ["Nothing is due"]),
    ("who hasn't submitted", ["HOU-05", "Olive Marsh", "3 working days overdue", "ENV-03", "Sam"]),
    ("help", ["What you can ask", "status of housing KPIs"]),
    ("submit HOU-05", ["This is not your indicator", "Olive Marsh"]),
    ("status of HOU-99", ["There is no HOU-99"]),
]


@EVERYWHERE
async def test_a_question_is_answered_the_same_everywhere_and_says_how_it_was_read(
    teams: FakeTeams, where: Place
) -> None:
    await teams.gives("olive", "HOU-02", **RED, commentary=WORDS)
    for asked, expected in ASKED:
        answer = await teams.asks("raj", asked, where)
        for words in expected:
            assert words in answer, f"{words!r} not in the answer to {asked!r}: {answer.words}"


@EVERYWHERE
async def test_what_is_not_understood_gets_readings_whose_buttons_work_for_everyone(
    teams: FakeTeams, where: Place
) -> None:
    answer = await teams.asks("raj", "homelessness", where)
    assert "Did you mean" in answer
    assert "HOU-02" in answer
    await teams.meets("vera", where)
    who = "raj" if where.scope == "personal" else "vera"
    one = await teams.presses(who, answer, "HOU-02 Homelessness prevented")
    assert "HOU-02, September 2026" in one


async def test_the_figure_can_be_given_from_its_status_by_who_asked_and_may(
    teams: FakeTeams,
) -> None:
    status = await teams.asks("olive", "status of HOU-05", channel("7"))
    refused = await teams.presses("meg", status, "Give the figure")
    assert "Only the person whom this card asks" in refused.said
    form = await teams.presses("olive", status, "Give the figure")
    assert "Green" in await teams.presses("olive", form, "Submit", value="88", commentary="Fine.")
    again = await teams.asks("meg", "status of HOU-05")
    assert "Correct this" in again
    assert "Give the figure" not in again


async def test_due_leads_to_the_forms_one_after_the_other_worst_delay_first(
    teams: FakeTeams,
) -> None:
    due = await teams.asks("olive", "what's due?")
    form = await teams.presses("olive", due, "Give figures")
    assert "1 of 4" in form
    assert "HOU-05" in form
    skipped = await teams.presses("olive", form, "Next indicator")
    assert "2 of 4" in skipped
    assert "HOU-02" in skipped
    back = await teams.presses("olive", skipped, "Back")
    assert "HOU-05" in back
    assert "Remind me tomorrow" in back


async def test_more_than_ten_rows_are_shown_page_by_page(
    teams: FakeTeams, database: Database
) -> None:
    def many(session: Session) -> None:
        for number in range(30):
            title = f"Thing {number:02}"
            register.add(
                session, Indicator(id=0, ref=f"ZZZ-{number:02}", title=title, service="Zoo")
            )

    database.run(many)
    first = await teams.asks("raj", "status of zoo", group())
    assert "1 to 10 of 30" in first
    second = await teams.presses("vera", first, "Show more (20 left)")
    assert "11 to 20 of 30" in second
    third = await teams.presses("raj", second, "Show more (10 left)")
    assert "21 to 30 of 30" in third
    assert "Show more" not in third
    shown = [
        f"ZZZ-{number:02}"
        for number in range(30)
        for page in (first, second, third)
        if f"ZZZ-{number:02} Thing" in page
    ]
    assert len(shown) == len(set(shown)) == 30


async def test_a_period_of_another_length_and_one_to_come_are_refused_in_a_sentence(
    teams: FakeTeams,
) -> None:
    assert "is monthly: it has no figure for Q2" in await teams.asks(
        "olive", "submit HOU-02 Q2 2026/27"
    )
    assert "has not ended yet" in await teams.asks("olive", "submit HOU-02 October 2026")


@pytest.mark.parametrize("who", ["olive", "raj", "chris", "vera", "sam"])
async def test_only_the_performance_team_chooses_where_alerts_go(
    teams: FakeTeams, who: str
) -> None:
    assert "Only the performance team can" in await teams.asks(
        who, "post board alerts here", channel()
    )
    assert "Only the performance team can" in await teams.asks(
        who, "reopen HOU-05 2026-07 until 30 October 2026 because it was wrong"
    )


async def test_board_alerts_do_not_go_to_a_personal_chat(teams: FakeTeams) -> None:
    assert "Not in a personal chat" in await teams.asks("dana", "post board alerts here")
    await teams.gives("olive", "HOU-02", **RED, commentary=WORDS)
    await teams.ticks()
    assert not any("Exception" in seen for seen in teams.pushed("dana"))


async def test_alerts_that_waited_for_a_place_are_posted_once_there_is_one(
    teams: FakeTeams,
) -> None:
    await teams.gives("olive", "HOU-02", **RED, commentary=WORDS)
    await teams.ticks(hours=1)
    assert teams.posted() == []
    await teams.asks("dana", "post board alerts here", channel("3"))
    await teams.ticks()
    assert len(teams.posted()) == 1


async def test_a_closed_period_is_refused_until_the_performance_team_opens_it_again(
    teams: FakeTeams,
) -> None:
    form = await teams.asks("olive", "submit HOU-05")
    teams.now = MONDAY + timedelta(days=7)  # closed since the 14th
    late = await teams.presses("olive", form, "Submit", value="88", commentary="Fine.")
    assert "can no longer be entered" in late.said
    assert "Submit" in late  # what was typed can still be copied
    assert "Entry is closed for September 2026" in await teams.asks("olive", "submit HOU-05")

    opened = await teams.asks(
        "dana", "reopen HOU-05 September 2026 until 20 October 2026 because Olive was ill"
    )
    assert "Figures can be entered until 20 October 2026" in opened
    assert "Figure kept" in await teams.presses(
        "olive", form, "Submit", value="88", commentary="Fine."
    )
    teams.now += timedelta(days=2)
    assert "Entry is closed" in await teams.asks("olive", "submit HOU-05")


async def test_a_question_asked_again_writes_nothing(teams: FakeTeams, database: Database) -> None:
    """A place is written down once an hour at most, and an answer's ask is kept once."""
    await teams.asks("raj", "status of housing KPIs", group())
    teams.now += timedelta(minutes=10)
    before = written(database)
    await teams.asks("raj", "status of housing KPIs", group())
    assert written(database) == before
    teams.now += timedelta(hours=2)
    await teams.asks("raj", "status of housing KPIs", group())
    assert written(database) != before


def written(database: Database) -> object:
    """Another value whenever a row was written, even one that says what it said before."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            return driver.total_changes
        return [
            (name, connection.execute(text(f"SELECT ctid, xmin FROM {name} ORDER BY ctid")).all())
            for name in SQLModel.metadata.tables
        ]


async def test_a_place_whose_address_has_changed_is_remembered_at_once(teams: FakeTeams) -> None:
    await teams.asks("raj", "help")
    moved = replace(personal("raj"), service_url="http://127.0.0.1:2/")
    await teams.asks("raj", "help", moved)

    known = teams.app.database.run(lambda session: places.at(session, "a:raj"))
    assert known is not None
    assert known.service_url == "http://127.0.0.1:2/"


NOT_SUBMITTED = [
    # on this day, asked, says
    ("2026-10-12", "who hasn't submitted in september", ["5 figures", "Due today"]),
    ("2026-10-02", "who hasn't submitted in september", ["5 figures"]),
    ("2026-10-30", "who hasn't submitted in september", ["HOU-02", "entry closed"]),
    ("2026-11-20", "who hasn't submitted in september", ["5 figures", "entry closed"]),
    ("2026-11-20", "who hasn't submitted in q2", ["September 2026"]),
    ("2026-11-20", "who hasn't submitted in august", ["All 5 figures have been submitted."]),
    ("2026-11-20", "who hasn't submitted in november 2026", ["November 2026 has not ended"]),
    ("2026-11-20", "who hasn't submitted", ["HOU-02", "September 2026", "October 2026"]),
]


@pytest.mark.parametrize(("day", "asked", "says"), NOT_SUBMITTED)
async def test_what_is_missing_is_told_on_the_due_day_and_after_entry_has_closed(
    teams: FakeTeams, day: str, asked: str, says: list[str]
) -> None:
    teams.now = datetime.fromisoformat(f"{day}T10:00+00:00")
    answer = await teams.asks("raj", asked)
    for words in says:
        assert words in answer
