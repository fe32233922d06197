"""The register and its people in bulk: what an import compares with, and what it adds at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import Table, bindparam, insert, update
from sqlmodel import Session, col, select

from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.plan.people_rows import PersonLine
from cycle.plan.target import TermsChange
from storage import cache, people, register
from storage.cache import Topic
from storage.tables import IndicatorRow, PersonRow, PlaceRow, RegisterChangeRow, TargetRow

T = TypeVar("T")

AT_ONCE = 1000  # keys in one query; SQLite and PostgreSQL both set a limit to them

_PEOPLE: Table = PersonRow.__table__  # type: ignore[attr-defined]
_TARGETS: Table = TargetRow.__table__  # type: ignore[attr-defined]


def in_parts(many: Collection[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The same in lists that are short enough for one query."""
    whole = list(many)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def people_lines(session: Session) -> dict[str, PersonLine]:
    """Everyone by e-mail, as the table of people writes them."""
    rows = list(session.exec(select(*_PEOPLE.c).order_by(_PEOPLE.c.email)))
    emails = {row.id: row.email for row in rows}
    return {
        row.email: PersonLine(
            name=row.name,
            email=row.email,
            aad_object_id=row.aad_object_id or "",
            roles=row.roles,
            services=row.services,
            manager=emails.get(row.manager_id, ""),
            deputy=emails.get(row.deputy_id, ""),
        )
        for row in rows
    }


def keep_people(
    session: Session, lines: Iterable[PersonLine], given_anew: Collection[str] = ()
) -> None:
    """Add people or bring them up to date. `given_anew` are the e-mails that another identity gets.

    Whoever that was before is forgotten first, with the name Teams had for them: two people may
    change places, and no card may go to the one who left.
    """
    cache.invalidate(session, Topic.PEOPLE)
    for emails in in_parts(given_anew):
        forgotten = update(PersonRow).where(col(PersonRow.email).in_(emails))
        session.exec(forgotten.values(aad_object_id=None, teams_id=None))
        people_there = select(PersonRow.id).where(col(PersonRow.email).in_(emails))
        chats = update(PlaceRow).where(col(PlaceRow.person_id).in_(people_there))
        session.exec(chats.values(person_id=None))
    people.add_many(session, [asdict(line) for line in lines])


def change_emails(session: Session, moved: Mapping[str, str]) -> None:
    """Reach people at other addresses from now on: the new e-mail by the old one."""
    if moved:
        cache.invalidate(session, Topic.PEOPLE)
    for old, new in moved.items():
        session.exec(update(PersonRow).where(col(PersonRow.email) == old).values(email=new))


def person_ids(session: Session) -> dict[str, int]:
    """Everyone's id by e-mail."""
    return {email: own for own, email in session.exec(select(_PEOPLE.c.id, _PEOPLE.c.email))}


def profiled(session: Session) -> set[int]:
    """The ids of the indicators that have targets for single periods."""
    return set(session.exec(select(TargetRow.indicator_id).distinct()))


def profiles(session: Session, ids: Collection[int]) -> dict[int, dict[Period, Decimal]]:
    """The targets set for single periods, by indicator."""
    found: dict[int, dict[Period, Decimal]] = {}
    for part in in_parts(ids):
        found |= register.profiles(session, part)
    return found


def changes(session: Session, ids: Collection[int]) -> dict[int, list[TermsChange]]:
    """The change log of these indicators."""
    found: dict[int, list[TermsChange]] = {}
    for part in in_parts(ids):
        found |= register.changes(session, part)
    return found


def add_indicators(session: Session, indicators: Iterable[Indicator]) -> None:
    """Add indicators, none of which is in the register yet."""
    register.moves(session)
    if rows := [register.columns(indicator) for indicator in indicators]:
        session.exec(insert(IndicatorRow), params=rows)


def log_changes(session: Session, log: Sequence[tuple[int, TermsChange]]) -> None:
    """Add to the change log: (indicator's id, change)."""
    cache.invalidate(session, Topic.REGISTER)
    if rows := [{"indicator_id": own, **asdict(change)} for own, change in log]:
        session.exec(insert(RegisterChangeRow), params=rows)


def keep_targets(
    session: Session,
    new: Mapping[tuple[int, Period], Decimal],
    changed: Mapping[tuple[int, Period], Decimal],
) -> None:
    """Add the new targets for single periods, and change those that are there."""
    cache.invalidate(session, Topic.REGISTER)
    if new:
        session.exec(insert(TargetRow), params=[_target(*key, new[key]) for key in new])
    if changed:
        session.execute(
            update(_TARGETS)
            .where(_TARGETS.c.indicator_id == bindparam("own_indicator"))
            .where(_TARGETS.c.period == bindparam("own_period"))
            .values(target=bindparam("new_target")),
            [
                {"own_indicator": own, "own_period": str(period), "new_target": target}
                for (own, period), target in changed.items()
            ],
        )


def _target(indicator: int, period: Period, target: Decimal) -> dict[str, object]:
    return {"indicator_id": indicator, "period": str(period), "target": target}
