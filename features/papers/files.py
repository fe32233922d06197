"""The files of a paper: made once it is frozen, off the event loop, and handed out."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cards import paper_cards, replies
from cycle.council import Council
from cycle.monitor.paper import as_text
from cycle.monitor.paper.editions import PaperState
from features.papers.edition_card import on_card
from features.papers.prepare import file_name
from features.turn import Answer, Visit
from storage import papers
from storage.card_refs import CardRef
from storage.database import Database, Session
from storage.papers import Edition

T = TypeVar("T")


class PaperFiles:
    """Makes the files of frozen papers: read, then printed in a thread, then kept.

    One paper at a time, and no transaction is open while it prints.
    """

    def __init__(self, database: Database, council: Council, now: Callable[[], datetime]) -> None:
        self._database = database
        self._council = council
        self._now = now

    async def sweep(self) -> int:
        """Make what is still to be made. Returns how many papers have their files now."""
        made = 0
        for edition, tree in await self._do(_to_make):
            files = await asyncio.to_thread(self._printed, edition, tree)
            await self._do(_keeper(edition, files, self._now()))
            made += 1
        return made

    async def _do(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._database.submit(work))

    def _printed(self, edition: Edition, tree: str) -> dict[str, bytes]:
        from papers.formats import built
        from papers.style import PaperStyle

        wishes = self._council.papers
        style = PaperStyle(
            made_at=edition.frozen_at or edition.made_at,
            colour=wishes.colour,
            template=Path(wishes.template) if wishes.template else None,
        )
        return built(as_text.from_text(tree), style, file_name(edition))


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
