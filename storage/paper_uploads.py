"""Files of papers on their way to somebody's OneDrive: offered, accepted, there, or not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Table, insert, select, update
from sqlmodel import Session

from storage.paper_tables import PaperUploadRow

_UPLOADS: Table = PaperUploadRow.__table__  # type: ignore[attr-defined]
_C = _UPLOADS.c


class UploadState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperUpload:
    """One file for one person. From `upload_url` on: what Teams told when they accepted."""

    id: int
    paper: int
    name: str
    person: int
    state: UploadState
    upload_url: str = ""
    content_url: str = ""
    unique_id: str = ""
    file_type: str = ""


def offer(session: Session, paper: int, name: str, person: int, now: datetime) -> int:
    """Keep that the file is offered; returns the id of the offer."""
    values = {"paper_id": paper, "name": name, "person_id": person, "at": now}
    new = insert(_UPLOADS).values(
        **values,
        state=UploadState.OFFERED.value,
        upload_url="",
        content_url="",
        unique_id="",
        file_type="",
    )
    return int(session.connection().execute(new.returning(_C.id)).scalar_one())


def find(session: Session, upload_id: int) -> PaperUpload | None:
    row = session.connection().execute(select(_UPLOADS).where(_C.id == upload_id)).first()
    return _upload(row) if row is not None else None


def move(session: Session, read: PaperUpload, state: UploadState, **told: str) -> bool:
    """To another state, with what Teams told. False where it has been moved meanwhile."""
    this = update(_UPLOADS).where(_C.id == read.id, _C.state == read.state.value)
    return bool(session.connection().execute(this.values(state=state.value, **told)).rowcount)


def accepted(session: Session) -> list[PaperUpload]:
    """Those that are to be uploaded, oldest first."""
    wanted = select(_UPLOADS).where(_C.state == UploadState.ACCEPTED.value).order_by(_C.id)
    return [_upload(row) for row in session.connection().execute(wanted)]


def _upload(row: Row[Any]) -> PaperUpload:
    return PaperUpload(
        id=row.id,
        paper=row.paper_id,
        name=row.name,
        person=row.person_id,
        state=UploadState(row.state),
        upload_url=row.upload_url,
        content_url=row.content_url,
        unique_id=row.unique_id,
        file_type=row.file_type,
    )
