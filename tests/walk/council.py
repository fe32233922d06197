"""A made council: people, a register, and what its figures are going to be."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from cycle.periods import Frequency, Period
from cycle.plan.indicator import Indicator, Kind, Polarity
from cycle.review.figure import Figure
from storage import figures, people, register
from tests.walk.model import Measure, Span

BEGINS = {
    1: Span(date(2025, 4, 1), 1),
    3: Span(date(2025, 4, 1), 3),
    12: Span(date(2024, 4, 1), 12),
}
DUE_DAYS = {1: (5, 8, 10, 15), 3: (10, 15, 20, 30), 12: (30, 45)}
FREQUENCIES = {1: Frequency.MONTHLY, 3: Frequency.QUARTERLY, 12: Frequency.ANNUAL}
DRIFT = 0.02  # of its target that a value strays by, one standard deviation
KINDS = ("KPI",) * 4 + ("PI",) * 12 + ("Statistic",) * 4


@dataclass(frozen=True)
class Member:
    """Somebody of the council; `who` is the first name that they go by in Teams."""

    who: str
    role: str
    service: str = ""
    manager: str = ""


@dataclass(frozen=True)
class MadeCouncil:
    members: Sequence[Member]
    measures: Sequence[Measure]
    bad: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # from and to which period
    weak: frozenset[str] = frozenset()

    def value(self, measure: Measure, span: Span) -> Decimal:
        """What the figure is going to be: always the same for the same period."""
        dice = random.Random(f"{measure.ref} {span.text}")
        first, last = self.bad.get(measure.ref, (99, 99))
        number = (span.start.year - 2026) * 12 + span.start.month - 9
        ahead = -0.15 if first <= number < last else 0.005 if measure.ref in self.weak else 0.07
        ahead += dice.gauss(0, DRIFT)
        sign = 1 if measure.is_higher_better else -1
        base = float(measure.target or 80)
        return Decimal(str(round(base * (1 + sign * ahead), 1)))


def made(measures: int, persons: int, seed: int, months: int) -> MadeCouncil:
    """So many indicators and people; things go wrong in this many months from September 2026."""
    dice = random.Random(seed)
    members = _members(persons)
    owners = [one for one in members if one.role == "officer"]
    register_of = []
    for number in range(measures):
        owner = owners[number % len(owners)]
        months = dice.choices((1, 3, 12), (70, 26, 4))[0]
        kind = KINDS[number % len(KINDS)]
        register_of.append(
            Measure(
                ref=f"{owner.service[:3].upper()}-{number:03}",
                kind=kind,
                service=owner.service,
                owner=owner.who,
                months=months,
                due_days=dice.choice(DUE_DAYS[months]),
                is_higher_better=dice.random() < 0.6,
                target=None if kind == "Statistic" else Decimal(dice.choice((40, 65, 80, 95, 120))),
                first=BEGINS[months],
            )
        )
    bad = {}
    for measure in register_of:
        if dice.random() < 0.35:
            start = dice.randrange(months)
            bad[measure.ref] = (start, start + dice.choice((1, 2, 4)))
    weak = frozenset(one.ref for one in register_of if dice.random() < 0.05)
    return MadeCouncil(members, register_of, bad, weak)


def _members(persons: int) -> list[Member]:
    services = [f"{name} Services" for name in _SERVICES[: max(2, persons // 10)]]
    members = [Member("dana", "performance"), Member("dan", "performance")]
    members += [Member(who, "board") for who in ("chris", "carol", "clare")]
    members += [Member(f"m{n:02}", "manager", service) for n, service in enumerate(services)]
    for n in range(persons - len(members)):
        at = n % len(services)
        members.append(Member(f"o{n:03}", "officer", services[at], f"m{at:02}"))
    return members


_SERVICES = (
    *("Arts", "Benefit", "Customer", "Democratic", "Estates", "Finance", "Green", "Housing"),
    *("Information", "Justice", "Licensing", "Markets", "Planning", "Revenue", "Sports"),
)


def furnish(session: Session, council: MadeCouncil, today: date) -> None:
    """The people, the register, and the figures of all that ended before the day before."""
    email = "{}@wealdbrook.gov.uk".format
    people.add_many(
        session,
        [
            {
                "name": f"{one.who.title()} {one.role.title()}",
                "email": email(one.who),
                "aad_object_id": f"{one.who}-entra",
                "roles": one.role,
                "services": one.service,
                "manager": email(one.manager) if one.manager else "",
                "deputy": "",
            }
            for one in council.members
        ],
    )
    ids = {one.email.partition("@")[0]: one.id for one in people.everyone(session).values()}
    for measure in council.measures:
        own = register.add(session, _indicator(measure, ids[measure.owner]))
        figures.keep_many(session, _history(council, measure, own, today))


def _indicator(measure: Measure, owner: int) -> Indicator:
    is_statistic = measure.target is None
    better = Polarity.HIGHER if measure.is_higher_better else Polarity.LOWER
    terms: dict[str, Any] = {
        "ref": measure.ref,
        "title": f"Cases of {measure.service}, measure {measure.ref[-3:]}",
        "kind": Kind(measure.kind),
        "service": measure.service,
        "unit": "number",
        "polarity": Polarity.NONE if is_statistic else better,
        "frequency": FREQUENCIES[measure.months],
        "target": measure.target,
        "due_working_days": measure.due_days,
        "owner": owner,
    }
    return Indicator(id=0, **terms)


def _history(council: MadeCouncil, measure: Measure, own: int, today: date) -> list[Figure]:
    past, span = [], measure.first
    while span.next.start < today:
        past.append(
            Figure(
                indicator=own,
                period=Period.parse(span.text),
                value=council.value(measure, span),
                given_by_name="An import",
                given_at=datetime(2026, 9, 20, 9, tzinfo=UTC),
            )
        )
        span = span.next
    return past
