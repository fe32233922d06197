"""The reminder ladder over a moving clock: who hears when, once, and never at night."""

from datetime import UTC, date, datetime

import pytest

from cycle.periods import LONDON
from storage import deliveries
from storage.database import Database
from tests.fake_teams import FakeTeams, Seen

SAMS = "ENV-03"  # due on the 8th working day of the month: 12 October 2026


def at(day: str, time: str = "09:00") -> datetime:
    """A moment by London's clocks."""
    local = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON)
    return local.astimezone(UTC)


@pytest.fixture
async def teams(teams: FakeTeams) -> FakeTeams:
    """Those who are reminded have met Steward before."""
    for who in ("olive", "sam", "raj", "chris", "dana"):
        await teams.meets(who)
    return teams


async def hears(teams: FakeTeams, who: str, *moments: tuple[str, str]) -> list[str]:
    """The moments, of these in turn, at which the person was asked for something anew."""
    heard = []
    for day, time in moments:
        teams.now = at(day, time)
        before = len(asked(teams, who))
        for _ in range(2):  # running every sweep twice adds nothing
            await teams.ticks()
        new = len(asked(teams, who)) - before
        assert new in (0, 1), f"{new} cards at once on {day} at {time}"
        heard += [day] * new
    return heard


def asked(teams: FakeTeams, who: str) -> list[Seen]:
    """What the person was sent, but for praise."""
    return [card for card in teams.pushed(who) if "★ Success" not in card]


async def reminded(teams: FakeTeams, who: str, *moments: tuple[str, str]) -> Seen:
    """The newest card, which came at the last of these moments."""
    assert await hears(teams, who, *moments), f"nothing came for {who}"
    return teams.pushed(who)[-1]


def days(month: str, *numbers: int, time: str = "09:00") -> list[tuple[str, str]]:
    return [(f"{month}-{number:02}", time) for number in numbers]


OCTOBER = ["2026-10-05", "2026-10-09", "2026-10-12", "2026-10-13", "2026-10-15"]
WEEKLY = ["2026-10-22", "2026-10-29"]


async def test_an_owner_is_reminded_by_the_ladder_and_the_manager_hears_at_three_days(
    teams: FakeTeams,
) -> None:
    october = days("2026-10", *range(1, 32))
    assert await hears(teams, "sam", *october) == OCTOBER + WEEKLY
    copied = [seen for seen in teams.pushed("chris") if "Sam Lowe" in seen]
    assert len(copied) == 1
    assert "3 working days overdue" in copied[0]
    assert "Your team" in copied[0]


async def test_a_reminder_goes_out_at_nine_in_london_and_not_a_minute_before(
    teams: FakeTeams,
) -> None:
    for day in (OCTOBER[0], OCTOBER[2], WEEKLY[0]):
        assert await hears(teams, "sam", (day, "00:00"), (day, "08:59")) == []
        assert await hears(teams, "sam", (day, "09:00")) == [day]
        assert await hears(teams, "sam", (day, "09:05"), (day, "16:59")) == []


CAUGHT_UP = [
    ("this afternoon", [("2026-10-09", "15:30")], 1),
    ("in the last minute", [("2026-10-09", "16:59")], 1),
    ("not after five", [("2026-10-09", "17:00"), ("2026-10-09", "17:01")], 0),
    ("not at night", [("2026-10-09", "23:00"), ("2026-10-10", "03:00")], 0),
    ("not at the weekend", [("2026-10-10", "10:00"), ("2026-10-11", "10:00")], 0),
    ("not on a later working day", [("2026-10-06", "09:00"), ("2026-10-07", "10:00")], 0),
]


@pytest.mark.parametrize(("when", "moments", "count"), CAUGHT_UP, ids=[one[0] for one in CAUGHT_UP])
async def test_what_was_missed_while_the_server_was_down_is_caught_up_within_the_working_day(
    teams: FakeTeams, when: str, moments: list[tuple[str, str]], count: int
) -> None:
    assert len(await hears(teams, "sam", *moments)) == count


async def test_a_reminder_that_teams_kept_waiting_past_five_is_not_sent_at_night(
    teams: FakeTeams, database: Database
) -> None:
    teams.now = at("2026-10-09", "16:50")
    await teams.app.sweep("collect")
    assert await hears(teams, "sam", ("2026-10-09", "17:01"), ("2026-10-10", "03:00")) == []
    assert database.run(deliveries.waiting) == []


CLOSED = frozenset(map(date.fromisoformat, ("2026-12-29", "2026-12-30", "2026-12-31")))
CALENDARS = [
    # November's figure is due on 10 December; the 25th and the 28th are bank holidays.
    ("Christmas", "2026-12", frozenset(), [3, 9, 10, 11, 15, 22, 31]),
    ("the council closed", "2026-12", CLOSED, [3, 9, 10, 11, 15, 22]),
    ("closed on the due day", "2026-12", frozenset({date(2026, 12, 10)}), [3, 9, 11, 14, 16, 23]),
    # February's is due on 10 March; Good Friday is the 26th, Easter Monday the 29th.
    ("Easter and the clocks", "2027-03", frozenset(), [3, 9, 10, 11, 15, 22, 31]),
]


@pytest.mark.parametrize(
    ("season", "month", "closures", "expected"), CALENDARS, ids=[one[0] for one in CALENDARS]
)
async def test_the_ladder_counts_working_days_of_england_less_the_councils_closures(
    council: Database, season: str, month: str, closures: frozenset[date], expected: list[int]
) -> None:
    teams = FakeTeams(council, at("2026-09-01"), closure_days=closures)
    await teams.meets("sam")
    heard = await hears(teams, "sam", *days(month, *range(1, 32)))
    assert [int(day[-2:]) for day in heard] == expected


CLOCKS = {
    "2026-10-22": 8,  # summer time
    "2026-10-29": 9,  # the clocks went back on 25 October
    "2027-03-22": 9,
    "2027-03-31": 8,  # they went forward on 28 March
}


async def test_nine_o_clock_is_londons_across_the_changes_of_the_clocks(teams: FakeTeams) -> None:
    for day, utc_hour in CLOCKS.items():
        assert at(day).hour == utc_hour
        assert await hears(teams, "sam", (day, "08:59")) == []
        assert await hears(teams, "sam", (day, "09:00")) == [day]


async def test_what_was_given_is_not_reminded_of(teams: FakeTeams) -> None:
    assert await hears(teams, "sam", *days("2026-10", 5)) == ["2026-10-05"]
    await teams.gives("meg", SAMS, value="45", commentary="Same as ever.")
    assert await hears(teams, "sam", *days("2026-10", 9, 12, 13, 15, 22)) == []


async def test_one_person_gets_one_card_a_day_for_all_of_their_figures(teams: FakeTeams) -> None:
    card = await reminded(teams, "olive", *days("2026-10", 12))
    assert "4 figures are due from you, 1 overdue" in card.words.lower().replace("four", "4")
    for ref in ("HOU-02", "HOU-03", "HOU-05", "HOU-07"):
        assert ref in card
    assert await hears(teams, "olive", ("2026-10-12", "11:00"), ("2026-10-12", "15:00")) == []


async def test_the_days_card_is_edited_in_place_when_somebody_gives_a_figure(
    teams: FakeTeams,
) -> None:
    await reminded(teams, "olive", *days("2026-10", 12))
    (manager,) = teams.pushed("raj")
    assert "HOU-05" in manager

    await teams.gives("meg", "HOU-05", value="88", commentary="Two moved on.")
    await teams.ticks()
    (card,) = teams.pushed("olive")
    assert "HOU-05" not in card
    assert "HOU-02" in card
    (manager,) = teams.pushed("raj")
    assert "HOU-05" not in manager


async def test_yesterdays_card_points_to_todays(teams: FakeTeams) -> None:
    await reminded(teams, "olive", *days("2026-10", 12))
    await reminded(teams, "olive", *days("2026-10", 13))
    await teams.gives("meg", "HOU-05", value="88", commentary="Two moved on.")
    await teams.ticks()
    yesterday, today = teams.pushed("olive")
    assert "See the newer reminder" in yesterday
    assert "HOU-05" not in yesterday
    assert "HOU-05" not in today


async def test_a_form_that_is_being_filled_in_is_not_painted_over(teams: FakeTeams) -> None:
    card = await reminded(teams, "olive", *days("2026-10", 12))
    await teams.presses("olive", card, "Give figures")
    await teams.gives("meg", "HOU-05", value="88", commentary="Two moved on.")
    await teams.ticks()
    (sent,) = [one for one in teams.messenger.sent if one.conversation_id == "a:olive"]
    assert len(sent.cards) == 1


async def test_remind_me_tomorrow_means_the_next_working_day(teams: FakeTeams) -> None:
    card = await reminded(teams, "sam", *days("2026-10", 5))
    put_off = await teams.presses("sam", card, "Remind me tomorrow")
    assert "Tuesday 6 October" in put_off
    assert await hears(teams, "sam", *days("2026-10", 6, 7, 8)) == ["2026-10-06"]


async def test_remind_me_tomorrow_is_forgotten_once_the_figure_is_given(teams: FakeTeams) -> None:
    card = await reminded(teams, "sam", *days("2026-10", 5))
    await teams.presses("sam", card, "Remind me tomorrow")
    await teams.gives("sam", SAMS, value="45", commentary="Same as ever.")
    assert await hears(teams, "sam", *days("2026-10", 6)) == []


async def test_not_my_indicator_reaches_the_performance_team(teams: FakeTeams) -> None:
    card = await reminded(teams, "olive", *days("2026-10", 12))
    which = await teams.presses("olive", card, "Not my indicator")
    told = await teams.presses("olive", which, "Tell the performance team", indicator="HOU-03")
    assert "HOU-03" in told
    await teams.ticks()
    (note,) = teams.pushed("dana")
    assert "Olive Marsh was reminded of HOU-03" in note


async def test_while_steward_knows_no_place_reminders_wait_and_end_with_their_day(
    council: Database,
) -> None:
    teams = FakeTeams(council, at("2026-10-12"))
    assert await hears(teams, "sam", *days("2026-10", 12), *days("2026-10", 12, time="16:00")) == []
    teams.now = at("2026-10-12", "18:00")
    await teams.ticks()
    assert [row[0] for row in council.run(deliveries.waiting)] == []

    assert await hears(teams, "sam", *days("2026-10", 13)) == []
    await teams.meets("dana")  # now there is an address at which Teams can be asked
    assert await hears(teams, "sam", ("2026-10-13", "09:01")) == ["2026-10-13"]
