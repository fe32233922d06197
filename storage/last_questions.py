"""What a person asked last in a chat, for ten minutes: "and planning?" goes on from there."""

from datetime import datetime, timedelta

from sqlalchemy import Table, bindparam, select, update
from sqlmodel import Session

from storage.database import insert_new
from storage.statements import Statement
from storage.tables import LastQuestionRow

KEPT_FOR = timedelta(minutes=10)
LONGEST = 400  # characters of a question

_ROWS: Table = LastQuestionRow.__table__  # type: ignore[attr-defined]
_THIS = (_ROWS.c.person_id == bindparam("person")) & (_ROWS.c.conversation_id == bindparam("place"))
_LAST = Statement(select(_ROWS.c.text, _ROWS.c.asked_at).where(_THIS))
_REPLACE = Statement(
    update(_ROWS).where(_THIS).values(text=bindparam("words"), asked_at=bindparam("now"))
)


def last(session: Session, person: int, conversation_id: str, now: datetime) -> str:
    """The question as it may be typed again; empty where it is too long ago or leads nowhere."""
    row = _LAST.first(session, person=person, place=conversation_id)
    return row.text if row is not None and now - row.asked_at <= KEPT_FOR else ""


def keep(session: Session, person: int, conversation_id: str, text: str, now: datetime) -> None:
    """In place of what was kept. Not to be asked where that is the same: it often comes twice."""
    text = text[:LONGEST]
    if _REPLACE.run(session, person=person, place=conversation_id, words=text, now=now):
        return
    insert_new(
        session,
        LastQuestionRow,
        {
            "person_id": person,
            "conversation_id": conversation_id,
            "text": text,
            "asked_at": now,
        },
    )
