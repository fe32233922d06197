"""Papers as kept: each edition with what was written for it, what it froze, and its files."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, insert, select, update
from sqlmodel import Session

from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.views import Body, PaperKind, PublishedLine
from cycle.periods import Period
from storage.database import MovedOn, insert_new
from storage.paper_tables import PaperFileRow, PaperLineRow, PaperRow, PaperWordsRow

_PAPERS: Table = PaperRow.__table__  # type: ignore[attr-defined]
_WORDS: Table = PaperWordsRow.__table__  # type: ignore[attr-defined]
_LINES: Table = PaperLineRow.__table__  # type: ignore[attr-defined]
_FILES: Table = PaperFileRow.__table__  # type: ignore[attr-defined]
_C = _PAPERS.c
_TO_READ = select(*(column for column in _PAPERS.columns if column.name != "tree"))
_GIVEN_OUT = (PaperState.FROZEN.value, PaperState.PUBLISHED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a paper, without what it says (see `tree`, `words` and `lines`)."""

    id: int
    kind: PaperKind
    period: Period
    body: Body
    edition: int = 1
    state: PaperState = PaperState.DRAFT
    version: int = 1
    meeting: date | None = None
    made_at: datetime
    made_by: int | None = None
    frozen_at: datetime | None = None
    frozen_by: int | None = None
    published_at: datetime | None = None
    published_by: int | None = None
    follows: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote for one place of a paper, `by` nobody where a command did."""

    words: str
    by: int | None
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A file of a frozen paper, without its content."""

    name: str
    sha256: str
    size: int


_KEPT = [field.name for field in fields(Edition)]


def start(session: Session, new: Edition) -> Edition:
    """Keep a new edition. Where somebody has just made the same one, that is returned."""
    values = _columns(new) | {"tree": ""}
    del values["id"]
    insert_new(session, PaperRow, values)
    kept = newest(session, new.kind, new.period, new.body)
    assert kept is not None  # just inserted, by us or by another
    return kept


def newest(session: Session, kind: PaperKind, period: Period, body: Body) -> Edition | None:
    """The paper's last edition."""
    wanted = _TO_READ.where(
        _C.kind == kind.value, _C.period == str(period), _C.body == body.value
    ).order_by(_C.edition.desc())
    row = session.connection().execute(wanted.limit(1)).first()
    return _edition(row) if row is not None else None


def edition(session: Session, paper_id: int) -> Edition | None:
    row = session.connection().execute(_TO_READ.where(_C.id == paper_id)).first()
    return _edition(row) if row is not None else None


def everything(session: Session) -> list[Edition]:
    """Every edition, the newest first."""
    rows = session.connection().execute(_TO_READ.order_by(_C.id.desc()))
    return [_edition(row) for row in rows]


def last_given_out(
    session: Session, kind: PaperKind, body: Body, before: datetime
) -> Edition | None:
    """The paper of the kind that was frozen last before this moment, whatever its period."""
    wanted = (
        _TO_READ.where(_C.kind == kind.value, _C.body == body.value, _C.frozen_at < before)
        .where(_C.state.in_(_GIVEN_OUT))
        .order_by(_C.frozen_at.desc())
    )
    row = session.connection().execute(wanted.limit(1)).first()
    return _edition(row) if row is not None else None


def change(session: Session, read: Edition, after: Edition, tree: str | None = None) -> Edition:
    """Replace what was read by what follows from it. Raises MovedOn if it is not so any more."""
    after = replace(after, version=read.version + 1)
    values = _columns(after) | ({"tree": tree} if tree is not None else {})
    del values["id"]
    this = update(_PAPERS).where(_C.id == read.id, _C.version == read.version)
    if not session.connection().execute(this.values(**values)).rowcount:
        raise MovedOn
    return after


def tree(session: Session, paper_id: int) -> str:
    """What was frozen, as text; empty for a draft."""
    return str(session.connection().execute(select(_C.tree).where(_C.id == paper_id)).scalar_one())


def write_words(session: Session, paper_id: int, place: str, written: Written) -> None:
    """Add what was written; what stood there before is kept, and counts no more."""
    values = {"paper_id": paper_id, "place": place, **asdict(written)}
    session.connection().execute(insert(_WORDS), values)


def words(session: Session, paper_id: int) -> dict[str, Written]:
    """What stands in each place, by place."""
    wanted = select(_WORDS).where(_WORDS.c.paper_id == paper_id).order_by(_WORDS.c.id)
    return {
        row.place: Written(words=row.words, by=row.by, by_name=row.by_name, at=row.at)
        for row in session.connection().execute(wanted)
    }


def save_lines(session: Session, paper_id: int, lines: Iterable[PublishedLine]) -> None:
    rows = [
        {
            "paper_id": paper_id,
            "indicator_id": line.indicator,
            "ref": line.ref,
            "period": str(line.period),
            "figure_version": line.version,
            "value": line.value,
            "target": line.target,
            "band": line.band,
            "rule": line.rule,
            "direction": line.direction,
        }
        for line in lines
    ]
    if rows:
        session.connection().execute(insert(_LINES), rows)


def lines(session: Session, paper_id: int) -> list[PublishedLine]:
    """What a frozen paper says of each indicator."""
    wanted = select(_LINES).where(_LINES.c.paper_id == paper_id).order_by(_LINES.c.ref)
    return [
        PublishedLine(
            indicator=row.indicator_id,
            ref=row.ref,
            period=Period.parse(row.period),
            version=row.figure_version,
            value=row.value,
            target=row.target,
            band=row.band,
            rule=row.rule,
            direction=row.direction,
        )
        for row in session.connection().execute(wanted)
    ]


def save_files(session: Session, paper_id: int, files: Mapping[str, bytes], now: datetime) -> None:
    """Keep the files of a frozen paper; one that is there already stays as it is."""
    for name, content in files.items():
        insert_new(
            session,
            PaperFileRow,
            {
                "paper_id": paper_id,
                "name": name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "content": content,
                "at": now,
            },
        )


def files(session: Session, paper_id: int) -> list[PaperFile]:
    from sqlalchemy import func

    columns = (_FILES.c.name, _FILES.c.sha256, func.length(_FILES.c.content).label("size"))
    wanted = select(*columns).where(_FILES.c.paper_id == paper_id).order_by(_FILES.c.name)
    return [
        PaperFile(name=row.name, sha256=row.sha256, size=row.size)
        for row in session.connection().execute(wanted)
    ]


def content(session: Session, paper_id: int, name: str) -> bytes | None:
    """One file; None where there is none of this name."""
    wanted = select(_FILES.c.content).where(_FILES.c.paper_id == paper_id, _FILES.c.name == name)
    found = session.connection().execute(wanted).scalar()
    return bytes(found) if found is not None else None


def without_files(session: Session) -> Sequence[Edition]:
    """Frozen and published papers whose files are still to be made, oldest first."""
    has_files = select(_FILES.c.id).where(_FILES.c.paper_id == _C.id).exists()
    wanted = _TO_READ.where(_C.state.in_(_GIVEN_OUT), ~has_files).order_by(_C.id)
    return [_edition(row) for row in session.connection().execute(wanted)]


def _columns(one: Edition) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _KEPT} | {
        "kind": one.kind.value,
        "period": str(one.period),
        "body": one.body.value,
        "state": one.state.value,
    }


def _edition(row: Row[Any]) -> Edition:
    plain = {name: getattr(row, name) for name in _KEPT}
    return Edition(
        **plain
        | {
            "kind": PaperKind(row.kind),
            "period": Period.parse(row.period),
            "body": Body(row.body),
            "state": PaperState(row.state),
        }
    )
