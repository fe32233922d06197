"""A small council for the tests: Olive owns, Meg deputises, Raj manages, Dana runs the register.

Chris chairs the board; a visitor may only look. Nell is in the register by e-mail only.
"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from cycle.periods import Period
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity, ToleranceUnit
from cycle.review.figure import Figure
from storage import figures, people, register
from storage.database import Database

MONDAY = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)  # 09:02 in London; 8th working day of October
SEPTEMBER = Period.parse("2026-09")

PEOPLE = (
    ("Olive Marsh", "olive", "officer", "Housing", "raj", ""),
    ("Meg Shaw", "meg", "officer", "Housing", "raj", ""),
    ("Raj Patel", "raj", "manager", "Housing", "", ""),
    ("Dana Osei", "dana", "performance", "", "", ""),
    ("Chris Bell", "chris", "board;manager", "", "", ""),
    ("Vera Visitor", "vera", "viewer", "", "", ""),
    ("Sam Lowe", "sam", "officer", "Waste", "chris", "meg"),
)


def settled(database: Database) -> None:
    """People, four indicators, and figures up to August 2026."""
    database.run(_settle)


def number(text: str | int | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _settle(session: Session) -> None:
    email = "{}@wealdbrook.gov.uk".format
    rows = [
        {
            "name": name,
            "email": email(first),
            "aad_object_id": f"{first}-entra",
            "roles": roles,
            "services": services,
            "manager": email(manager) if manager else "",
            "deputy": email(deputy) if deputy else "",
        }
        for name, first, roles, services, manager, deputy in PEOPLE
    ]
    nell = {**rows[1], "name": "Nell Hope", "email": email("nell"), "aad_object_id": ""}
    people.add_many(session, [*rows, nell])
    by = {one.email.partition("@")[0]: one.id for one in people.everyone(session).values()}
    shared = {"service": "Housing", "owner": by["olive"], "deputy": by["meg"]}
    for terms in INDICATORS:
        register.add(session, Indicator(**{"id": 0, **shared, **terms}))
    sam = {"service": "Waste", "owner": by["sam"], "deputy": None, "due_working_days": 8}
    register.add(session, Indicator(id=0, **{**MISSED_BINS, **sam}))
    ids = {one.ref: one.id for one in register.all_indicators(session)}
    figures.keep_many(session, list(_history(ids)))


INDICATORS: tuple[dict[str, Any], ...] = (
    {
        "ref": "HOU-02",
        "title": "Homelessness prevented",
        "target": Decimal(65),
        "aggregation": Aggregation.RATIO,
        "due_working_days": 8,
        "definition": "Prevention duties ended with a home, of all that ended.",
    },
    {
        "ref": "HOU-05",
        "title": "Households in temporary accommodation",
        "unit": "number",
        "decimals": 0,
        "polarity": Polarity.LOWER,
        "target": Decimal(90),
        "due_working_days": 5,
    },
    {
        "ref": "HOU-03",
        "title": "Homelessness relieved",
        "kind": Kind.PI,
        "target": Decimal(40),
        "due_working_days": 8,
    },
    {
        "ref": "HOU-07",
        "title": "People sleeping rough",
        "kind": Kind.STATISTIC,
        "unit": "number",
        "decimals": 0,
        "polarity": Polarity.NONE,
        "due_working_days": 10,
    },
)
MISSED_BINS: dict[str, Any] = {
    "ref": "ENV-03",
    "title": "Missed bin collections",
    "unit": "per 100,000",
    "polarity": Polarity.LOWER,
    "target": Decimal(50),
    "tolerance": Decimal(10),
    "tolerance_unit": ToleranceUnit.PERCENT,
}


def _history(ids: dict[str, int]) -> list[Figure]:
    """The five months to August 2026, all green."""
    told = {
        "HOU-02": (70, 69, 72, 70, 71),
        "HOU-05": (82, 84, 81, 85, 84),
        "HOU-03": (44, 43, 45, 44, 46),
        "HOU-07": (9, 7, 8, 10, 8),
        "ENV-03": (44, 46, 45, 43, 45),
    }
    return [
        Figure(
            indicator=ids[ref],
            period=SEPTEMBER.later(back),
            value=Decimal(value),
            given_by_name="Olive Marsh",
            given_at=datetime(2026, 9, 7, 9, tzinfo=UTC),
        )
        for ref, values in told.items()
        for back, value in zip(range(-5, 0), values, strict=True)
    ]


def restated(database: Database, ref: str, at: Period, value: int) -> None:
    """Another figure of a period, as if it had been corrected long ago."""

    def keep(session: Session) -> None:
        own = register.by_ref(session, ref)
        assert own is not None
        before = figures.versions(session, own.id, at)[-1]
        figures.add_version(
            session, replace(before, value=Decimal(value), version=before.version + 1)
        )

    database.run(keep)
