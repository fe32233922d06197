"""Workbooks on their way from a chat to somebody's OneDrive: offered, accepted, there, or not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, delete, insert, select, update
from sqlmodel import Session

from storage.paper_uploads import UploadState
from storage.tables import ChatFileRow

KEPT_FOR = timedelta(days=7)  # an offer that nobody answered; our choice

_FILES: Table = ChatFileRow.__table__  # type: ignore[attr-defined]
_C = _FILES.c
_TOLD: list[Any] = [one for one in _C if one.name not in ("content", "at")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFile:
    """One workbook for one person. From `upload_url` on: what Teams told when they accepted."""

    id: int
    person: int
    name: str
    state: UploadState
    upload_url: str = ""
    content_url: str = ""
    unique_id: str = ""
    file_type: str = ""


def offer(session: Session, person: int, name: str, content: bytes, now: datetime) -> int:
    """Keep the workbook until it is answered; returns its id. Old offers of the person go."""
    ask = session.connection().execute
    ask(delete(_FILES).where(_C.person_id == person, _C.at < now - KEPT_FOR))
    values = {"person_id": person, "name": name, "content": content, "at": now}
    empty = {"upload_url": "", "content_url": "", "unique_id": "", "file_type": ""}
    new = insert(_FILES).values(**values, **empty, state=UploadState.OFFERED.value)
    return int(ask(new.returning(_C.id)).scalar_one())


def find(session: Session, file_id: int) -> ChatFile | None:
    row = session.connection().execute(select(*_TOLD).where(_C.id == file_id)).first()
    return _file(row) if row is not None else None


def content(session: Session, file_id: int) -> bytes:
    """What is in it; nothing once it has been put there or declined."""
    wanted = select(_C.content).where(_C.id == file_id)
    return session.connection().execute(wanted).scalar_one_or_none() or b""


def move(session: Session, read: ChatFile, state: UploadState, **told: str) -> bool:
    """To another state, with what Teams told. False where it has been moved meanwhile."""
    values: dict[str, object] = {"state": state.value, **told}
    if state is not UploadState.ACCEPTED:
        values["content"] = b""
    this = update(_FILES).where(_C.id == read.id, _C.state == read.state.value)
    return bool(session.connection().execute(this.values(**values)).rowcount)


def accepted(session: Session) -> list[ChatFile]:
    """Those that are to be uploaded, oldest first."""
    wanted = select(*_TOLD).where(_C.state == UploadState.ACCEPTED.value).order_by(_C.id)
    return [_file(row) for row in session.connection().execute(wanted)]


def _file(row: Row[Any]) -> ChatFile:
    return ChatFile(
        id=row.id,
        person=row.person_id,
        name=row.name,
        state=UploadState(row.state),
        upload_url=row.upload_url,
        content_url=row.content_url,
        unique_id=row.unique_id,
        file_type=row.file_type,
    )
