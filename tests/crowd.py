"""A council of many officers, each with a chat and figures due, and the board's channel.

Every fifth figure that they give is red, so that the board is to hear of it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from cycle.council import Council
from cycle.periods import Period
from cycle.plan.indicator import Indicator, Polarity
from cycle.review.figure import Figure
from features.figures import record as keep
from storage import figures, people, places, records, register, schema
from storage.audit import Actor
from storage.database import Database, Session
from storage.places import Place, Scope
from tests.fake_connector import TENANT

MORNING = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)  # 09:02 in London, the day on which all is due
SEPTEMBER = Period.parse("2026-09")
BOARD = "19:board@thread.tacv2"
RED_EVERY = 5


@dataclass(frozen=True)
class Crowd:
    """`officers` officers with `each` indicators; a deputy stands beside everybody."""

    officers: int
    each: int

    def name(self, number: int) -> str:
        return f"officer{number}"

    def refs(self, number: int) -> list[str]:
        return [f"KPI-{number * self.each + one:04}" for one in range(self.each)]

    @property
    def all_refs(self) -> list[str]:
        return [ref for number in range(self.officers) for ref in self.refs(number)]

    @property
    def red_refs(self) -> list[str]:
        return [ref for ref in self.all_refs if is_red(ref)]

    def settle(self, url: str, service_url: str) -> None:
        """Migrate the database and fill it."""
        database = Database(url)
        schema.migrate(database)
        database.run(lambda session: self.fill(session, service_url))
        database.close()

    def fill(self, session: Session, service_url: str) -> None:
        names = [self.name(number) for number in range(self.officers)]
        people.add_many(
            session,
            [
                {
                    "name": name.title(),
                    "email": f"{name}@wealdbrook.gov.uk",
                    "aad_object_id": f"{name}-entra",
                    "roles": "performance" if name == "dana" else "officer",
                    "services": "Housing",
                    "manager": "",
                    "deputy": "",
                }
                for name in (*names, "dana")
            ],
        )
        ids = {one.email.partition("@")[0]: one.id for one in people.everyone(session).values()}
        self.meet(session, service_url)
        places.choose(session, BOARD, places.BOARD)
        for number in range(self.officers):
            deputy = ids[self.name((number + 1) % self.officers)]
            for ref in self.refs(number):
                register.add(session, _indicator(ref, ids[self.name(number)], deputy))

    def meet(self, session: Session, service_url: str) -> None:
        """Everybody was met, and Teams is at this address."""
        for person in people.everyone(session).values():
            name = person.email.partition("@")[0]
            people.note_teams_id(session, person.id, f"29:{name}")
            place = _place(f"a:{name}", Scope.PERSONAL, service_url)
            places.note_seen(session, place, person.id, MORNING)
        places.note_seen(session, _place(BOARD, Scope.CHANNEL, service_url), None, MORNING)

    def come(self, session: Session, now: datetime) -> None:
        """Every red figure at once, as from an import."""
        by = Actor(name="Dana", came_from="steward import figures")
        for ref in self.red_refs:
            indicator = register.by_ref(session, ref)
            assert indicator is not None
            value = Decimal(typed(ref)["value"])
            figure = Figure(indicator=indicator.id, period=SEPTEMBER, value=value, given_at=now)
            record = records.record(session, indicator)
            keep.record_figure(session, record, figure, by, now, Council())

    def kept(self, url: str) -> dict[str, list[Figure]]:
        """Every version of every figure, by reference."""
        database = Database(url)

        def read(session: Session) -> dict[str, list[Figure]]:
            found = {one.ref: one.id for one in register.all_indicators(session)}
            return {ref: figures.versions(session, found[ref], SEPTEMBER) for ref in self.all_refs}

        kept = database.run(read)
        database.close()
        return kept


def is_red(ref: str) -> bool:
    return int(ref.removeprefix("KPI-")) % RED_EVERY == 0


def typed(ref: str) -> dict[str, str]:
    """What the owner gives: a value of its own for every indicator."""
    value = int(ref.removeprefix("KPI-")) % 50 + (200 if is_red(ref) else 20)
    return {"value": str(value), "commentary": "Three moved out; Olive fills the rooms by May."}


def _indicator(ref: str, owner: int, deputy: int) -> Indicator:
    return Indicator(
        id=0,
        ref=ref,
        title=f"Households in hostel {ref.removeprefix('KPI-')}",
        service="Housing",
        unit="number",
        decimals=0,
        polarity=Polarity.LOWER,
        target=Decimal(90),
        due_working_days=8,
        owner=owner,
        deputy=deputy if deputy != owner else None,
    )


def _place(conversation_id: str, scope: Scope, service_url: str) -> Place:
    is_channel = scope is Scope.CHANNEL
    return Place(
        conversation_id=conversation_id,
        scope=scope,
        service_url=service_url,
        tenant_id=TENANT,
        channel_id=conversation_id if is_channel else "",
        team_id="19:team@thread.tacv2" if is_channel else "",
    )
