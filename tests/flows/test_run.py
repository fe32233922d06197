"""A run of figures: *Submit* opens the next form, and the last one says what was given."""

import pytest

from cycle.plan.indicator import Indicator
from storage import people, register
from storage.database import Database, Session
from tests.fake_teams import FakeTeams, Seen

TYPED = {"HOU-02": {"numerator": "40", "denominator": "56"}}
WORDS = "A fire at the hostel; Olive Marsh moves six families by 30 November 2026."


async def begun(teams: FakeTeams) -> Seen:
    await teams.meets("olive")
    await teams.ticks()
    return teams.pushed("olive")[0]


async def given(teams: FakeTeams, form: Seen, **typed: str) -> Seen:
    """Submit, and mean it."""
    seen = await teams.presses("olive", form, "Submit", commentary=WORDS, **typed)
    return await teams.presses("olive", seen, "Yes, keep it") if "Is that right?" in seen else seen


@pytest.fixture
def ten(council: Database) -> Database:
    """Olive owes ten figures: the four that she has, and six more."""

    def more(session: Session) -> None:
        olive = people.by_email(session, "olive@wealdbrook.gov.uk")
        assert olive is not None
        for number in range(6):
            register.add(
                session,
                Indicator(
                    id=0,
                    ref=f"ZZZ-{number}",
                    title=f"Thing {number}",
                    service="Housing",
                    unit="number",
                    decimals=0,
                    owner=olive.id,
                    due_working_days=8,
                ),
            )

    council.run(more)
    return council


async def test_ten_figures_take_eleven_presses(ten: Database, teams: FakeTeams) -> None:
    reminder = await begun(teams)
    form, presses = await teams.presses("olive", reminder, "Give figures"), 1
    while "All done" not in form:
        counts = {"numerator": "40", "denominator": "56"}
        typed = counts if "numerator" in str(form.content) else {"value": "50"}
        form = await teams.presses("olive", form, "Submit", commentary=WORDS, **typed)
        presses += 1
        if "Is that right?" in form:  # what looks odd is asked back: not counted here
            form = await teams.presses("olive", form, "Yes, keep it")

    assert presses == 11
    assert "All done: 10 figures given" in form
    assert "Your next figures are due" in form


async def test_a_figure_left_for_later_is_offered_after_the_others(teams: FakeTeams) -> None:
    form = await teams.presses("olive", await begun(teams), "Give figures")
    assert "HOU-05" in form

    form = await teams.presses("olive", form, "Next indicator")
    assert "2 of 4" in form
    assert "HOU-02" in form
    form = await given(teams, form, **TYPED["HOU-02"])
    assert "3 of 4" in form
    assert "HOU-03" in form
    form = await given(teams, form, value="45")
    assert "4 of 4" in form
    receipt = await given(teams, form, value="9")

    assert "Figure kept" in receipt
    form = await teams.presses("olive", receipt, "Next (5 of 5)")
    assert "HOU-05" in form


async def test_a_row_of_the_last_card_opens_that_figure_to_correct_it(teams: FakeTeams) -> None:
    form = await teams.presses("olive", await begun(teams), "Give figures")
    for typed in ({"value": "88"}, TYPED["HOU-02"], {"value": "45"}, {"value": "9"}):
        form = await given(teams, form, **typed)
    assert "All done: 4 figures given" in form

    again = await teams.presses("olive", form, "Correct HOU-03")
    assert "Correction" in again
    assert "HOU-03" in again


async def test_the_same_press_sent_twice_shows_the_same_next_form(teams: FakeTeams) -> None:
    form = await teams.presses("olive", await begun(teams), "Give figures")

    first = await teams.presses("olive", form, "Submit", value="88", commentary=WORDS)
    second = await teams.presses("olive", form, "Submit", value="88", commentary=WORDS)

    assert "2 of 4" in first
    assert second.words == first.words


async def test_a_row_of_the_reminder_opens_its_own_form(teams: FakeTeams) -> None:
    form = await teams.presses("olive", await begun(teams), "Open HOU-02")

    assert "Figure · Housing" in form
    assert "HOU-02" in form


async def test_a_fault_is_told_at_its_own_input(teams: FakeTeams) -> None:
    form = await teams.asks("olive", "submit HOU-02")

    again = await teams.presses("olive", form, "Submit", numerator="31", denominator="abc")

    assert "The whole (denominator). Correct this: “abc”" in again
    assert "The part (numerator). Correct" not in again
