"""What people suggest for indicators, and what came of it, as kept."""

from datetime import datetime

from sqlalchemy import Row, Table, insert, select, update
from sqlmodel import Session

from cycle.plan.suggestion import Suggestion
from storage.database import MovedOn
from storage.review_tables import SuggestionRow

_SUGGESTIONS: Table = SuggestionRow.__table__  # type: ignore[attr-defined]


def add(session: Session, new: Suggestion) -> int:
    """Keep a suggestion. Returns its id."""
    made = session.connection().execute(
        insert(_SUGGESTIONS).values(
            indicator_id=new.indicator, words=new.words, made_by=new.made_by, made_at=new.made_at
        )
    )
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def find(session: Session, suggestion_id: int) -> Suggestion | None:
    wanted = select(_SUGGESTIONS).where(_SUGGESTIONS.c.id == suggestion_id)
    row = session.connection().execute(wanted).first()
    return None if row is None else _suggestion(row)


def waiting(session: Session) -> list[Suggestion]:
    """Those without an answer, oldest first."""
    wanted = select(_SUGGESTIONS).where(_SUGGESTIONS.c.answer == "").order_by(_SUGGESTIONS.c.id)
    return [_suggestion(row) for row in session.connection().execute(wanted)]


def of_indicator(session: Session, indicator_id: int) -> list[Suggestion]:
    """All that was suggested for one indicator, oldest first."""
    wanted = select(_SUGGESTIONS).where(_SUGGESTIONS.c.indicator_id == indicator_id)
    rows = session.connection().execute(wanted.order_by(_SUGGESTIONS.c.id))
    return [_suggestion(row) for row in rows]


def answer(session: Session, read: Suggestion, words: str, by: int, now: datetime) -> None:
    """Keep the answer. Raises MovedOn where somebody has answered it already."""
    changed = session.connection().execute(
        update(_SUGGESTIONS)
        .where(_SUGGESTIONS.c.id == read.id, _SUGGESTIONS.c.answer == "")
        .values(answer=words, answered_by=by, answered_at=now)
    )
    if not changed.rowcount:
        raise MovedOn


def _suggestion(row: Row[tuple[object, ...]]) -> Suggestion:
    values = row._asdict()
    values["indicator"] = values.pop("indicator_id")
    return Suggestion(**values)
