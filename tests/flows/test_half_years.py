"""An indicator that is measured each half-year is asked for, given, charted and reported."""

from decimal import Decimal

import pytest

from cycle.council import Council
from cycle.monitor.paper.views import PaperFacts, PaperKind
from cycle.periods import Frequency, Period
from cycle.plan.indicator import Indicator
from features.papers.prepare import PaperOrder, prepare
from storage import people, register
from storage.database import Database
from tests.fake_teams import FakeTeams
from tests.wealdbrook import MONDAY

H1 = Period.parse("2026/27 H1")


@pytest.fixture
def measured(council: Database) -> Database:
    """Olive owes the first half-year's figure of HOU-20 by 14 October."""

    def add(session):
        olive = people.by_email(session, "olive@wealdbrook.gov.uk")
        register.add(
            session,
            Indicator(
                id=0,
                ref="HOU-20",
                title="Homes inspected",
                service="Housing",
                unit="number",
                decimals=0,
                frequency=Frequency.HALF_YEARLY,
                target=Decimal(40),
                owner=olive.id if olive else None,
            ),
        )

    council.run(add)
    return council


async def test_the_owner_gives_the_half_years_figure(measured: Database) -> None:
    teams = FakeTeams(measured, MONDAY)
    assert "H1 2026/27" in await teams.asks("olive", "due")
    receipt = await teams.gives("olive", "HOU-20", value="44")
    assert "H1 2026/27 (Apr–Sep 2026)" in receipt
    assert "Green: 44 against 40, target met" in receipt
    assert "44" in await teams.asks("olive", "status of HOU-20")


async def test_the_report_of_the_quarter_in_which_it_ends_shows_it(measured: Database) -> None:
    teams = FakeTeams(measured, MONDAY)
    await teams.gives("olive", "HOU-20", value="44")
    first, second = report(measured, "2026/27 Q1"), report(measured, "2026/27 Q2")
    assert "HOU-20" in [one.ref for one in first.yearly]
    assert "HOU-20" not in [view.indicator.ref for view in first.indicators]
    (view,) = [view for view in second.indicators if view.indicator.ref == "HOU-20"]
    assert (view.standing.period, view.standing.value) == (H1, Decimal(44))


def report(database: Database, quarter: str) -> PaperFacts:
    order = PaperOrder(kind=PaperKind.QUARTERLY, period=Period.parse(quarter))
    return database.run(lambda session: prepare(session, order, MONDAY, Council())).facts
