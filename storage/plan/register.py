"""The register as kept: indicators, their profiles, and the log of what was changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Row,
    Select,
    Table,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Session, col

from cycle.council import read_triggers
from cycle.periods import Frequency, Period
from cycle.plan.indicator import Aggregation, Indicator, Kind, Polarity, Scheme, ToleranceUnit
from cycle.plan.target import Change
from storage.audit import Actor
from storage.database import insert_new
from storage.tables import IndicatorRow, RegisterChangeRow, ReopeningRow, TargetRow

_INDICATORS: Table = IndicatorRow.__table__  # type: ignore[attr-defined]
_CHANGES: Table = RegisterChangeRow.__table__  # type: ignore[attr-defined]
_TARGETS: Table = TargetRow.__table__  # type: ignore[attr-defined]
_REOPENINGS: Table = ReopeningRow.__table__  # type: ignore[attr-defined]

# Statements are built once: building one takes four times as long as carrying it out.
_ALL = select(_INDICATORS).order_by(_INDICATORS.c.ref)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_WANTED = {
    "id": _ALL.where(_INDICATORS.c.id == bindparam("id")),
    "ref": _ALL.where(_INDICATORS.c.ref == bindparam("ref")),
    "ids": _ALL.where(_INDICATORS.c.id.in_(_IDS)),
    "owners": _ALL.where(_INDICATORS.c.owner.in_(bindparam("owners", expanding=True))),
    "giver": _ALL.where(
        or_(_INDICATORS.c.owner == bindparam("giver"), _INDICATORS.c.deputy == bindparam("giver"))
    ),
}
_VERSION = select(
    select(func.max(_INDICATORS.c.id)).scalar_subquery(),
    select(func.max(_CHANGES.c.id)).scalar_subquery(),
)
_VERSION_READ = "register's version"
_CHANGES_OF = select(_CHANGES).where(_CHANGES.c.indicator_id.in_(_IDS)).order_by(_CHANGES.c.id)
_TARGETS_OF = select(_TARGETS).where(_TARGETS.c.indicator_id.in_(_IDS))
_REOPENED = select(_REOPENINGS.c.indicator_id, _REOPENINGS.c.period).where(
    _REOPENINGS.c.indicator_id.in_(_IDS), _REOPENINGS.c.until >= bindparam("today")
)


class Line(NamedTuple):
    """What one indicator is called."""

    ref: str
    title: str
    aliases: tuple[str, ...]
    service: str
    priority: str


def indicator(session: Session, indicator_id: int) -> Indicator | None:
    return next(iter(_where(session, id=indicator_id)), None)


def by_ref(session: Session, ref: str) -> Indicator | None:
    return next(iter(_where(session, ref=ref)), None)


def some(session: Session, ids: Collection[int]) -> list[Indicator]:
    """These indicators, in the order of their references."""
    return _where(session, ids=list(ids))


def all_indicators(session: Session) -> list[Indicator]:
    return [_indicator(row) for row in session.connection().execute(_ALL).all()]


def owned_by(session: Session, people: Collection[int]) -> list[Indicator]:
    """The indicators that any of these people owns."""
    return _where(session, owners=list(people)) if people else []


def given_by(session: Session, person_id: int) -> list[Indicator]:
    """The indicators that this person owns or is named deputy of."""
    return _where(session, giver=person_id)


def matching(
    session: Session,
    services: Collection[str] = (),
    priorities: Collection[str] = (),
    kinds: Collection[Kind] = (),
) -> list[Indicator]:
    """The indicators of these services, priorities and kinds; nothing named means all."""
    named = {
        "service": list(services),
        "priority": list(priorities),
        "kind": [kind.value for kind in kinds],
    }
    wanted = {column: values for column, values in named.items() if values}
    return [
        _indicator(row) for row in session.connection().execute(_matching(tuple(wanted)), wanted)
    ]


@cache
def _matching(columns: tuple[str, ...]) -> Select[Any]:
    return _ALL.where(
        *(_INDICATORS.c[column].in_(bindparam(column, expanding=True)) for column in columns)
    )


def version(session: Session) -> tuple[int, int]:
    """Changes whenever an indicator was added or a field of one was changed.

    Read once in a transaction, however often it is asked for there.
    """
    known: tuple[int, int] | None = session.info.get(_VERSION_READ)
    if known is None:
        newest, changed = session.connection().execute(_VERSION).one()
        known = session.info[_VERSION_READ] = newest or 0, changed or 0
    return known


def version_moves(session: Session) -> None:
    """What this transaction writes counts for it too: the version is then read again."""
    session.info.pop(_VERSION_READ, None)


def names(session: Session) -> list[Line]:
    """What every indicator is called, to understand questions by."""
    columns = (_INDICATORS.c[name] for name in Line._fields)
    return [
        Line(ref, title, tuple(part for part in aliases.split(";") if part), service, priority)
        for ref, title, aliases, service, priority in session.execute(select(*columns))
    ]


def profiles(session: Session, ids: Collection[int]) -> dict[int, dict[Period, Decimal]]:
    """The targets set for single periods, by indicator."""
    found: dict[int, dict[Period, Decimal]] = defaultdict(dict)
    for row in session.connection().execute(_TARGETS_OF, {"ids": list(ids)}).all():
        found[row.indicator_id][Period.parse(row.period)] = row.target
    return found


def changes(session: Session, ids: Collection[int]) -> dict[int, list[Change]]:
    """The register's change log for these indicators, oldest first."""
    found: dict[int, list[Change]] = defaultdict(list)
    for row in session.connection().execute(_CHANGES_OF, {"ids": list(ids)}):
        found[row.indicator_id].append(
            Change(
                field=row.field,
                old=row.old,
                new=row.new,
                effective_from=row.effective_from,
                reason=row.reason,
                approver=row.approver,
                changed_at=row.changed_at,
            )
        )
    return found


def keep(session: Session, new: Indicator) -> int:
    """Add an indicator, or bring the one with its ref up to date. Returns its id."""
    values = columns(new)
    version_moves(session)
    if insert_new(session, IndicatorRow, values):
        kept = by_ref(session, new.ref)
        assert kept is not None  # just inserted in this transaction
        return kept.id
    session.exec(update(IndicatorRow).where(col(IndicatorRow.ref) == new.ref).values(**values))
    return new.id


def log_change(session: Session, indicator_id: int, change: Change) -> None:
    version_moves(session)
    session.exec(
        insert(RegisterChangeRow).values(
            indicator_id=indicator_id,
            field=change.field,
            old=change.old,
            new=change.new,
            effective_from=change.effective_from,
            reason=change.reason,
            approver=change.approver,
            changed_at=change.changed_at,
        )
    )


def keep_targets(session: Session, targets: Mapping[tuple[int, Period], Decimal]) -> None:
    for (indicator_id, period), target in targets.items():
        key = {"indicator_id": indicator_id, "period": str(period)}
        if not insert_new(session, TargetRow, {**key, "target": target}):
            session.exec(
                update(TargetRow)
                .where(col(TargetRow.indicator_id) == indicator_id)
                .where(col(TargetRow.period) == str(period))
                .values(target=target)
            )


def reopen(
    session: Session,
    indicator_id: int,
    period: Period,
    until: date,
    by: Actor,
    reason: str,
    now: datetime,
) -> None:
    """Let one locked period be entered to the end of a day."""
    session.exec(
        insert(ReopeningRow).values(
            indicator_id=indicator_id,
            period=str(period),
            until=until,
            granted_by=by.person,
            reason=reason,
            at=now,
        )
    )


def reopened(session: Session, ids: Collection[int], today: date) -> set[tuple[int, Period]]:
    """The locked periods that may be entered today all the same."""
    found = session.connection().execute(_REOPENED, {"ids": list(ids), "today": today})
    return {(row.indicator_id, Period.parse(row.period)) for row in found}


def by_id(indicators: Iterable[Indicator]) -> dict[int, Indicator]:
    return {indicator.id: indicator for indicator in indicators}


def _where(session: Session, **wanted: object) -> list[Indicator]:
    """The indicators by one of the statements above, which is named as its value is."""
    (name,) = wanted
    return [_indicator(row) for row in session.connection().execute(_WANTED[name], wanted).all()]


def columns(indicator: Indicator) -> dict[str, Any]:
    """The indicator as its row keeps it, without the id."""
    values = asdict(indicator)
    del values["id"]
    values["aliases"] = ";".join(indicator.aliases)
    values["triggers"] = ";".join(indicator.triggers)
    return values


def _indicator(row: Row[Any]) -> Indicator:
    return Indicator(
        **{
            **row._mapping,
            "kind": Kind(row.kind),
            "polarity": Polarity(row.polarity),
            "frequency": Frequency(row.frequency),
            "aggregation": Aggregation(row.aggregation),
            "tolerance_unit": ToleranceUnit(row.tolerance_unit),
            "scheme": Scheme(row.scheme),
            "aliases": tuple(part for part in row.aliases.split(";") if part),
            "triggers": read_triggers(row.triggers.split(";")) if row.triggers else (),
        }
    )
