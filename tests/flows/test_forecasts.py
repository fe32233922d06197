"""A forecast of the year end is given with a figure, colours it, and is asked for in chat."""

from decimal import Decimal

import pytest

from cycle.periods import Frequency, Period
from cycle.plan.indicator import Aggregation, Indicator, Kind, Scheme
from cycle.review.figure import Figure
from storage import figures, people, register
from tests.fake_teams import FakeTeams
from tests.wealdbrook import MONDAY

Q2 = Period.parse("2026/27 Q2")
HOMES = {
    "id": 0,
    "title": "Affordable homes completed",
    "kind": Kind.KPI,
    "service": "Housing",
    "unit": "number",
    "decimals": 0,
    "frequency": Frequency.QUARTERLY,
    "aggregation": Aggregation.SUM,
    "cumulative": True,
    "target": Decimal(120),
}
EARLIER = {"2025/26 Q1": 20, "2025/26 Q2": 50, "2025/26 Q3": 70, "2025/26 Q4": 100}


@pytest.fixture
async def homes(board: FakeTeams) -> FakeTeams:
    """Two totals of the year: HOU-20 under the scheme forecast, HOU-21 under the usual one."""

    def add(session):
        olive = people.by_email(session, "olive@wealdbrook.gov.uk").id
        for ref, scheme in (("HOU-20", Scheme.FORECAST), ("HOU-21", Scheme.MET_TOLERANCE)):
            own = register.add(
                session,
                Indicator(**HOMES, ref=ref, owner=olive, scheme=scheme, aliases=(ref[-2:],)),
            )
            for when, value in {**EARLIER, "2026/27 Q1": 20}.items():
                period = Period.parse(when)
                figures.keep_many(
                    session,
                    [Figure(indicator=own, period=period, value=Decimal(value), given_at=MONDAY)],
                )

    board.app.database.run(add)
    return board


async def gives(teams: FakeTeams, ref: str, **typed: str):
    form = await teams.asks("olive", f"submit {ref} 2026/27 Q2")
    seen = await teams.presses("olive", form, "Submit", **typed)
    return await teams.presses("olive", seen, "Yes, keep it") if "Is that right?" in seen else seen


async def test_the_form_lays_the_rules_own_forecast_beside_the_question(homes: FakeTeams):
    form = await homes.asks("olive", "submit HOU-20 2026/27 Q2")
    assert "Where will the year end?" in form
    assert "no figure is given for the period" in form
    assert "Where will the year end?" not in await homes.asks("olive", "submit HOU-02")


async def test_under_the_scheme_forecast_a_total_has_a_colour_once_its_year_end_is_foretold(
    homes: FakeTeams,
):
    without = await gives(homes, "HOU-20", value="60", commentary="Sixty homes are complete.")
    assert "No forecast of the year end is given" in without
    again = await homes.presses("olive", without, "Correct this")
    receipt = await homes.presses(
        "olive", again, "Submit", forecast="125", reason="The forecast was left out."
    )
    assert "Forecast Green: 125 against 120" in receipt
    assert "Forecast for the end of 2026/27: 125." in receipt


async def test_a_forecast_below_what_is_delivered_is_asked_back(homes: FakeTeams):
    form = await homes.asks("olive", "submit HOU-20 2026/27 Q2")
    typed = {"value": "60", "forecast": "55", "commentary": "Sixty homes are complete."}
    seen = await homes.presses("olive", form, "Submit", **typed)
    assert "less than is delivered already" in seen
    seen = await homes.presses(
        "olive", seen, "Submit", **typed, forecast_words="Five sales fell through."
    )
    if "Is that right?" in seen:
        seen = await homes.presses("olive", seen, "Yes, keep it")
    assert "Forecast for the end of 2026/27: 55." in seen


async def test_what_is_no_number_is_asked_back_and_nothing_is_kept(homes: FakeTeams):
    form = await homes.asks("olive", "submit HOU-20 2026/27 Q2")
    seen = await homes.presses(
        "olive", form, "Submit", value="60", forecast="about 120", commentary="Sixty."
    )
    assert "Where the year will end:" in seen
    own = homes.app.database.run(lambda session: register.by_ref(session, "HOU-20").id)
    kept = homes.app.database.run(lambda session: figures.series(session, own))
    assert Q2 not in kept


@pytest.mark.parametrize("asked", ["forecast for HOU-20", "where will HOU-20 end the year?"])
async def test_the_last_forecast_is_shown_beside_the_rules(homes: FakeTeams, asked: str):
    await gives(homes, "HOU-20", value="60", forecast="125", commentary="Sixty homes.")
    seen = await homes.asks("raj", asked)
    assert "Its owner says 125 after Q2 2026/27" in seen
    assert "Steward computes 120: along last year's path." in seen
    assert "At this point of last year it missed by 0." in seen


async def test_what_will_be_red_at_year_end_is_listed_with_the_question(homes: FakeTeams):
    await gives(homes, "HOU-20", value="60", forecast="125", commentary="Sixty homes.")
    await gives(homes, "HOU-21", value="60", forecast="100", commentary="Sixty homes.")
    seen = await homes.asks("raj", "what will be red at year end?")
    assert "HOU-21" in seen
    assert "HOU-20" not in seen
    assert "said by its owner" in seen
