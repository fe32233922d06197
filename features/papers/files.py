"""The files of a paper: made once it is frozen, by another process, and handed out."""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cycle.council import Council
from features.papers.prepare import file_name
from papers import print_job
from papers.style import PaperFault, PaperStyle
from storage import deliveries, owed, paper_uploads, papers
from storage.database import Database, Session
from storage.paper_uploads import PaperUpload, UploadState
from storage.papers import Edition

log = logging.getLogger(__name__)
Put = Callable[[str, bytes], Awaitable[bool]]  # (address, content): whether it is there now
T = TypeVar("T")


class PaperFiles:
    """Makes the files of frozen papers: read, printed by another process, then kept.

    One paper at a time; no transaction is open while it prints. One that cannot be printed is
    logged with the reason, and tried again at the next sweep.
    """

    def __init__(
        self, database: Database, council: Council, now: Callable[[], datetime], put: Put
    ) -> None:
        self._put = put
        self._database = database
        self._council = council
        self._now = now

    async def sweep(self) -> int:
        """Make what is still to be made. Returns how many papers have their files now."""
        made = 0
        for edition, tree in await self._do(_to_make):
            try:
                files = await self._printed(edition, tree)
            except PaperFault as fault:
                log.warning("paper %s cannot be printed: %s", edition.id, fault)
                continue
            await self._do(_keeper(edition, files, self._now()))
            made += 1
        return made

    async def upload(self) -> int:
        """Put accepted files where Teams wants them. Returns how many are there now."""
        done = 0
        for upload in await self._do(paper_uploads.accepted):
            content = await self._do(_content_of(upload))
            is_there = content is not None and await self._put(upload.upload_url, content)
            await self._do(_noted(upload, self._now(), is_there=is_there))
            done += is_there
        return done

    async def _do(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._database.submit(work))

    async def _printed(self, edition: Edition, tree: str) -> dict[str, bytes]:
        wishes = self._council.papers
        style = PaperStyle(
            made_at=edition.frozen_at or edition.made_at,
            colour=wishes.colour,
            template=Path(wishes.template) if wishes.template else None,
        )
        files: dict[str, bytes] = {}
        for formats in print_job.PARTS:
            files |= await _print(print_job.order(tree, style, file_name(edition), formats))
        return files


async def _print(order: bytes) -> dict[str, bytes]:
    """What a process of its own prints; raises PaperFault with what it says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "papers.print_job"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        cwd=Path(print_job.__file__).parent.parent,
    )
    printed, told = await process.communicate(order)
    if process.returncode:
        raise PaperFault(told.decode(errors="replace").strip() or "the printer was ended")
    return print_job.files(printed)


def _to_make(session: Session) -> list[tuple[Edition, str]]:
    return [(one, papers.tree(session, one.id)) for one in papers.without_files(session)]


def _keeper(edition: Edition, files: dict[str, bytes], now: datetime) -> Callable[[Session], None]:
    return lambda session: papers.save_files(session, edition.id, files, now)


def _content_of(upload: PaperUpload) -> Callable[[Session], bytes | None]:
    return lambda session: papers.content(session, upload.paper, upload.name)


def _noted(upload: PaperUpload, now: datetime, *, is_there: bool) -> Callable[[Session], None]:
    """Keep how it went, and owe the person the card that says so: once, whoever uploaded it."""

    def note(session: Session) -> None:
        state = UploadState.DONE if is_there else UploadState.FAILED
        paper_uploads.move(session, upload, state, upload_url="")  # it opens the file to anyone
        key = f"{owed.PAPER_FILE_RESULT}:{upload.id}"
        owed.to_person(
            session,
            upload.person,
            deliveries.NewDelivery(
                key=key, kind=owed.PAPER_FILE_RESULT, subject=str(upload.id), now=now
            ),
        )

    return note
