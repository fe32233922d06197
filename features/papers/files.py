"""The files of a paper: made once it is frozen, by another process, and handed out."""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cards import paper_cards, replies
from cycle.council import Council
from cycle.monitor.paper.editions import PaperState
from features.papers.edition_card import on_card
from features.papers.prepare import file_name
from features.turn import Answer, Visit
from papers import print_job
from papers.style import PaperFault, PaperStyle
from storage import papers
from storage.card_refs import CardRef
from storage.database import Database, Session
from storage.papers import Edition

log = logging.getLogger(__name__)
T = TypeVar("T")


class PaperFiles:
    """Makes the files of frozen papers: read, printed by another process, then kept.

    One paper at a time; no transaction is open while it prints. One that cannot be printed is
    logged with the reason, and tried again at the next sweep.
    """

    def __init__(self, database: Database, council: Council, now: Callable[[], datetime]) -> None:
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

    async def _do(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._database.submit(work))

    async def _printed(self, edition: Edition, tree: str) -> dict[str, bytes]:
        wishes = self._council.papers
        style = PaperStyle(
            made_at=edition.frozen_at or edition.made_at,
            colour=wishes.colour,
            template=Path(wishes.template) if wishes.template else None,
        )
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "papers.print_job"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            cwd=Path(print_job.__file__).parent.parent,
        )
        order = print_job.order(tree, style, file_name(edition))
        printed, told = await process.communicate(order)
        if process.returncode:
            raise PaperFault(told.decode(errors="replace").strip() or "the printer was ended")
        return print_job.files(printed)


def _to_make(session: Session) -> list[tuple[Edition, str]]:
    return [(one, papers.tree(session, one.id)) for one in papers.without_files(session)]


def _keeper(edition: Edition, files: dict[str, bytes], now: datetime) -> Callable[[Session], None]:
    return lambda session: papers.save_files(session, edition.id, files, now)


def hand_over(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Get the files*: how to have them."""
    edition = papers.edition(session, int(ref.words[0]))
    if edition is None:
        return Answer(card=replies.old_card(), stay=True)
    draft = " --draft" if edition.state is PaperState.DRAFT else ""
    bodies = {"Cabinet": "", "Overview and Scrutiny": " --body scrutiny"}
    body = bodies.get(edition.body.value, "")
    command = f'steward paper {edition.kind} "{edition.period}" --to papers{body}{draft}'
    return Answer(card=paper_cards.files_by_command(on_card(session, edition), command))
