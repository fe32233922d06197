"""The register as kept: indicators, their profiles, and the log of what was changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, insert, or_, select, update
from sqlmodel import Session, col

from cycle.council import read_triggers
from cycle.periods import Frequency, Period
from cycle.plan.indicator import (
    Aggregation,
    Control,
    FiguresFrom,
    Indicator,
    Kind,
    Polarity,
    Scheme,
    ToleranceUnit,
)
from cycle.plan.target import TermsChange
from storage.audit import Actor
from storage.cache import Topic, get, get_by_id, invalidate
from storage.database import insert_new
from storage.statements import Statement, among
from storage.tables import IndicatorRow, RegisterChangeRow, ReopeningRow, TargetRow

_INDICATORS: Table = IndicatorRow.__table__  # type: ignore[attr-defined]
_CHANGES: Table = RegisterChangeRow.__table__  # type: ignore[attr-defined]
_TARGETS: Table = TargetRow.__table__  # type: ignore[attr-defined]
_REOPENINGS: Table = ReopeningRow.__table__  # type: ignore[attr-defined]

_EVERY = select(_INDICATORS).order_by(_INDICATORS.c.ref)
_ALL = Statement(_EVERY)
_BY_ID = Statement(_EVERY.where(_INDICATORS.c.id == bindparam("id")))
_BY_REF = Statement(_EVERY.where(_INDICATORS.c.ref == bindparam("ref")))
_SOME = Statement(_EVERY.where(among(_INDICATORS.c.id, "ids")))
_OWNED_BY = Statement(_EVERY.where(among(_INDICATORS.c.owner, "owners")))
_GIVEN_BY = Statement(
    _EVERY.where(
        or_(_INDICATORS.c.owner == bindparam("giver"), _INDICATORS.c.deputy == bindparam("giver"))
    )
)
_RETIRED = Statement(_EVERY.where(_INDICATORS.c.retired_from <= bindparam("today")))
_CHANGES_OF = Statement(
    select(_CHANGES).where(among(_CHANGES.c.indicator_id, "ids")).order_by(_CHANGES.c.id)
)
_TARGETS_OF = Statement(select(_TARGETS).where(among(_TARGETS.c.indicator_id, "ids")))
_REOPENED = Statement(
    select(_REOPENINGS.c.indicator_id, _REOPENINGS.c.period).where(
        _REOPENINGS.c.until >= bindparam("today")
    )
)


class RegisterName(NamedTuple):
    """What one indicator is called."""

    ref: str
    title: str
    aliases: tuple[str, ...]
    service: str
    priority: str
    portfolio_holder: str
    definition: str


def indicator(session: Session, indicator_id: int) -> Indicator | None:
    def read() -> Indicator | None:
        return _one(_BY_ID.first(session, id=indicator_id))

    return get(session, Topic.REGISTER, ("id", indicator_id), read)


def by_ref(session: Session, ref: str) -> Indicator | None:
    def read() -> Indicator | None:
        return _one(_BY_REF.first(session, ref=ref))

    return get(session, Topic.REGISTER, ("ref", ref), read)


def find_many(session: Session, ids: Collection[int]) -> list[Indicator]:
    """These indicators, in the order of their references."""
    return [_indicator(row) for row in _SOME.all(session, ids=ids)]


def all_indicators(session: Session) -> list[Indicator]:
    return [_indicator(row) for row in _ALL.all(session)]


def owned_by(session: Session, people: Collection[int]) -> list[Indicator]:
    """The indicators that any of these people owns."""

    def read() -> list[Indicator]:
        return [_indicator(row) for row in _OWNED_BY.all(session, owners=people)]

    key = "owned by", tuple(people)
    return list(get(session, Topic.REGISTER, key, read)) if people else []


def given_by(session: Session, person_id: int) -> list[Indicator]:
    """The indicators that this person owns or is named deputy of."""

    def read() -> list[Indicator]:
        return [_indicator(row) for row in _GIVEN_BY.all(session, giver=person_id)]

    return list(get(session, Topic.REGISTER, ("given by", person_id), read))


def retired(session: Session, today: date) -> list[Indicator]:
    """The indicators whose day of retirement has come."""

    def read() -> list[Indicator]:
        return [_indicator(row) for row in _RETIRED.all(session, today=today)]

    return list(get(session, Topic.REGISTER, ("retired", today), read))


def matching(
    session: Session,
    services: Collection[str] = (),
    priorities: Collection[str] = (),
    kinds: Collection[Kind] = (),
) -> list[Indicator]:
    """The indicators of these services, priorities and kinds; nothing named means all."""
    named = {
        "service": tuple(services),
        "priority": tuple(priorities),
        "kind": tuple(kind.value for kind in kinds),
    }
    wanted = {column: values for column, values in named.items() if values}

    def read() -> list[Indicator]:
        return [_indicator(row) for row in _matching(tuple(wanted)).all(session, **wanted)]

    key = "matching", *wanted.items()
    return list(get(session, Topic.REGISTER, key, read))


@cache
def _matching(columns: tuple[str, ...]) -> Statement:
    return Statement(_EVERY.where(*(among(_INDICATORS.c[column], column) for column in columns)))


def names(session: Session) -> list[RegisterName]:
    """What every indicator is called, to understand questions by."""
    columns = (_INDICATORS.c[name] for name in RegisterName._fields)
    return [
        RegisterName(ref, title, tuple(part for part in aliases.split(";") if part), *others)
        for ref, title, aliases, *others in session.execute(select(*columns))
    ]


def profiles(session: Session, ids: Collection[int]) -> dict[int, dict[Period, Decimal]]:
    """The targets set for single periods, by indicator."""

    def read(ids: Collection[int]) -> dict[int, dict[Period, Decimal]]:
        found: dict[int, dict[Period, Decimal]] = defaultdict(dict)
        for row in _TARGETS_OF.all(session, ids=ids):
            found[row.indicator_id][Period.parse(row.period)] = row.target
        return found

    return get_by_id(session, Topic.REGISTER, "profile", ids, read)


def changes(session: Session, ids: Collection[int]) -> dict[int, list[TermsChange]]:
    """The register's change log for these indicators, oldest first."""

    def read(ids: Collection[int]) -> dict[int, list[TermsChange]]:
        found: dict[int, list[TermsChange]] = defaultdict(list)
        for row in _CHANGES_OF.all(session, ids=ids):
            found[row.indicator_id].append(
                TermsChange(
                    field=row.field,
                    old=row.old,
                    new=row.new,
                    effective_from=row.effective_from,
                    reason=row.reason,
                    approver=row.approver,
                    decision_reference=row.decision_reference,
                    changed_at=row.changed_at,
                )
            )
        return found

    return get_by_id(session, Topic.REGISTER, "changes", ids, read)


def add(session: Session, new: Indicator) -> int:
    """Add an indicator, or bring the one with its ref up to date. Returns its id."""
    values = columns(new)
    moves(session)
    if insert_new(session, IndicatorRow, values):
        kept = by_ref(session, new.ref)
        assert kept is not None  # just inserted in this transaction
        return kept.id
    session.exec(update(IndicatorRow).where(col(IndicatorRow.ref) == new.ref).values(**values))
    return new.id


def moves(session: Session) -> None:
    """This transaction adds indicators, or changes what one is or is called."""
    invalidate(session, Topic.REGISTER)
    invalidate(session, Topic.NAMES)


def log_change(session: Session, indicator_id: int, change: TermsChange) -> None:
    invalidate(session, Topic.REGISTER)
    session.exec(
        insert(RegisterChangeRow).values(
            indicator_id=indicator_id,
            field=change.field,
            old=change.old,
            new=change.new,
            effective_from=change.effective_from,
            reason=change.reason,
            approver=change.approver,
            decision_reference=change.decision_reference,
            changed_at=change.changed_at,
        )
    )


def unapproved(session: Session) -> dict[int, list[TermsChange]]:
    """The changes of terms of which nobody is named who agreed them, by indicator."""
    rows = session.connection().execute(
        select(_CHANGES.c.indicator_id).where(_CHANGES.c.approver == "").distinct()
    )
    found = changes(session, [row.indicator_id for row in rows])
    return {own: [one for one in log if one.is_unapproved] for own, log in found.items()}


def approve_changes(session: Session, indicator_id: int, approver: str, reference: str) -> int:
    """Name who agreed the unapproved changes of an indicator. Returns how many there were."""
    invalidate(session, Topic.REGISTER)
    made = session.connection().execute(
        update(_CHANGES)
        .where(_CHANGES.c.indicator_id == indicator_id, _CHANGES.c.approver == "")
        .values(approver=approver, decision_reference=reference)
    )
    return int(made.rowcount)


def keep_targets(session: Session, targets: Mapping[tuple[int, Period], Decimal]) -> None:
    invalidate(session, Topic.REGISTER)
    for (indicator_id, period), target in targets.items():
        key = {"indicator_id": indicator_id, "period": str(period)}
        if not insert_new(session, TargetRow, {**key, "target": target}):
            session.exec(
                update(TargetRow)
                .where(col(TargetRow.indicator_id) == indicator_id)
                .where(col(TargetRow.period) == str(period))
                .values(target=target)
            )


@dataclass(frozen=True, slots=True)
class Reopening:
    """One locked period of an indicator that may be entered again, to the end of a day."""

    indicator: int
    period: Period
    until: date
    reason: str


def reopen(session: Session, reopening: Reopening, by: Actor, now: datetime) -> None:
    invalidate(session, Topic.REGISTER)
    session.exec(
        insert(ReopeningRow).values(
            indicator_id=reopening.indicator,
            period=str(reopening.period),
            until=reopening.until,
            granted_by=by.person,
            reason=reopening.reason,
            at=now,
        )
    )


def reopened(session: Session, ids: Collection[int], today: date) -> set[tuple[int, Period]]:
    """The locked periods of these indicators that may be entered today all the same."""

    def read() -> set[tuple[int, Period]]:
        rows = _REOPENED.all(session, today=today)
        return {(row.indicator_id, Period.parse(row.period)) for row in rows}

    every = get(session, Topic.REGISTER, ("reopened", today), read)
    return {(own, period) for own, period in every if own in ids}


def by_id(indicators: Iterable[Indicator]) -> dict[int, Indicator]:
    return {indicator.id: indicator for indicator in indicators}


def _one(row: Any | None) -> Indicator | None:
    return None if row is None else _indicator(row)


def columns(indicator: Indicator) -> dict[str, Any]:
    """The indicator as its row keeps it, without the id."""
    values = asdict(indicator)
    del values["id"]
    values["aliases"] = ";".join(indicator.aliases)
    values["triggers"] = ";".join(indicator.triggers)
    values["control"] = indicator.control.value if indicator.control else ""
    return values


def _indicator(row: Any) -> Indicator:
    return Indicator(
        **{
            **row._asdict(),
            "kind": Kind(row.kind),
            "polarity": Polarity(row.polarity),
            "frequency": Frequency(row.frequency),
            "aggregation": Aggregation(row.aggregation),
            "tolerance_unit": ToleranceUnit(row.tolerance_unit),
            "scheme": Scheme(row.scheme),
            "figures_from": FiguresFrom(row.figures_from),
            "control": Control(row.control) if row.control else None,
            "aliases": tuple(part for part in row.aliases.split(";") if part),
            "triggers": read_triggers(row.triggers.split(";")) if row.triggers else (),
        }
    )
