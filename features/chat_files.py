"""Figures as a workbook in the chat: an export of what is asked, and a template of what is due."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from cards import file_cards, replies
from cards.elements import Card
from cycle.council import Council
from cycle.periods import Period, instant_words
from cycle.plan.indicator import Indicator
from cycle.questions import question
from features import form_inputs, listing
from features.feature import Feature
from features.status.answers import standings_of
from features.turn import Answer, CardExpired, Visit
from papers import sheets
from papers.cells import Cell
from papers.xlsx_writer import WorkbookNotes
from storage import card_refs, chat_files, figures, outstanding, owed, people, register_bulk
from storage.card_refs import About, CardRef
from storage.chat_files import ChatFile
from storage.database import Database, Session
from storage.deliveries import Delivery, NewDelivery
from storage.paper_uploads import UploadState
from storage.places import Place, Scope

RESULT = "chat file result"  # the kind of the delivery that shows the file
MOST_ROWS = 20_000  # of one workbook in the chat; our choice
LONGEST_URL = 4_000  # characters; our choice
Put = Callable[[str, bytes], Awaitable[bool]]  # (address, content): whether it is there now
T = TypeVar("T")

EXPORTED = ("ref", "title", "service", "unit", "period", "value", "numerator", "denominator",
            "commentary", "status", "submitted_by", "submitted_at")  # fmt: skip
TO_FILL = ("ref", "title", "unit", "target", "period", "value", "numerator", "denominator",
           "commentary", "expected_on")  # fmt: skip


def export(session: Session, visit: Visit, asked: question.Export) -> Answer:
    """Every figure in force of the indicators asked for, in the periods asked for."""
    if refused := _only_in_person(visit, asked.read_as()):
        return refused
    chosen = listing.chosen(session, replace(asked.filter, bands=()))
    if asked.filter.bands:
        standings = standings_of(session, visit, asked.filter, asked.period)[0]
        coloured = {one.indicator.id for one in standings}
        chosen = [one for one in chosen if one.id in coloured]
    rows = _figures(session, chosen, asked.period)
    if not rows or len(rows) > MOST_ROWS:
        words = "There is no figure to export." if not rows else (
            f"These are {len(rows):,} figures, too many for the chat. Name a service or a period."
        )  # fmt: skip
        return Answer(card=replies.refusal("No file was made", words, asked.read_as()))
    notes = WorkbookNotes("Figures", [asked.read_as(), f"Written on {instant_words(visit.now)}."])
    content = _workbook(EXPORTED, rows, notes)
    return _offer(session, visit, f"figures-{visit.today}.xlsx", asked.read_as(), content)


def template(session: Session, visit: Visit, asked: question.Template) -> Answer:
    """A row for each figure that the person owes and may still give, with its value left free.

    Whoever owes nothing gets the columns alone.
    """
    if refused := _only_in_person(visit, asked.read_as()):
        return refused
    lines = outstanding.of_person(session, visit.person.id, visit.today, visit.council)
    rows: list[list[Cell]] = [
        [line.indicator.ref, line.indicator.title, line.indicator.unit, line.indicator.target,
         str(line.period), None, None, None, "", None]
        for line in lines
        if not line.is_locked
    ]  # fmt: skip
    content = _workbook(TO_FILL, rows, WorkbookNotes("Figures", _HOW_TO_FILL))
    about = asked.read_as() if rows else f"{asked.read_as()}: nothing is due, the columns alone"
    return _offer(session, visit, f"figures-to-give-{visit.today}.xlsx", about, content)


def _only_in_person(visit: Visit, read_as: str) -> Answer | None:
    """Teams takes files in a personal chat alone."""
    if visit.turn.place.scope is Scope.PERSONAL:
        return None
    words = "Teams takes files in your own chat with Steward only. Ask there for the same."
    return Answer(card=replies.refusal("Not in a channel", words, read_as))


def _figures(
    session: Session, chosen: Sequence[Indicator], period: Period | None
) -> list[list[Cell]]:
    names = {person.id: person.name for person in people.everyone(session).values()}
    rows: list[list[Cell]] = []
    for some in register_bulk.in_parts(chosen):
        series = figures.series_of(session, [one.id for one in some])
        for one in some:
            for each, figure in sorted(series.get(one.id, {}).items()):
                if period is not None and not period.start <= each.start <= each.end <= period.end:
                    continue
                given_by = names.get(figure.given_by or 0, figure.given_by_name)
                rows.append(
                    [one.ref, one.title, one.service, one.unit, str(each), figure.value,
                     figure.numerator, figure.denominator, figure.commentary, figure.status.value,
                     given_by, figure.given_at.astimezone(UTC)]
                )  # fmt: skip
    return rows


def _workbook(columns: Sequence[str], rows: list[list[Cell]], notes: WorkbookNotes) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.xlsx"
        sheets.write(path, columns, rows, notes)
        return path.read_bytes()


def _offer(session: Session, visit: Visit, name: str, about: str, content: bytes) -> Answer:
    """Teams' own card that asks for consent."""
    own = chat_files.offer(session, visit.person.id, name, content, visit.now)
    ref = card_refs.save_card_ref(
        session,
        person=visit.person.id,
        conversation_id=visit.turn.place.conversation_id,
        about=About.CHAT_FILE,
        now=visit.now,
        words=[str(own)],
    )
    return Answer(card=file_cards.consent(name, about, len(content), ref))


def accept(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Accept*: where Teams wants the file is kept; the upload itself comes after the turn."""
    file = _own(session, visit, ref)
    told = {
        name: form_inputs.words(visit, name)
        for name in ("upload_url", "content_url", "unique_id", "file_type")
    }
    if not told["upload_url"] or any(len(each) > LONGEST_URL for each in told.values()):
        raise CardExpired
    if file.state is UploadState.OFFERED:
        chat_files.move(session, file, UploadState.ACCEPTED, **told)
    return Answer(card=replies.refusal("Accepted", "The file is being put there.", file.name))


def decline(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Decline*: nothing is uploaded, and the workbook is not kept."""
    file = _own(session, visit, ref)
    if file.state is UploadState.OFFERED:
        chat_files.move(session, file, UploadState.DECLINED)
    return Answer(card=replies.refusal("Declined", "Nothing was put anywhere.", file.name))


def _own(session: Session, visit: Visit, ref: CardRef) -> ChatFile:
    file = chat_files.find(session, int(ref.words[0]))
    if file is None or file.person != visit.person.id:
        raise CardExpired
    return file


def paint_result(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The file as Teams shows it; or that it could not be put there, and what to do."""
    file = chat_files.find(session, int(delivery.subject))
    if file is None:
        return None
    if file.state is UploadState.DONE:
        return file_cards.info(file.name, file.content_url, file.unique_id, file.file_type)
    words = "It could not be put into your OneDrive. Ask for it once more."
    return replies.refusal("The file is not there", words, file.name)


class ChatUploads:
    """Puts accepted workbooks where Teams wants them; no transaction is open meanwhile."""

    def __init__(self, database: Database, now: Callable[[], datetime], put: Put) -> None:
        self._database = database
        self._now = now
        self._put = put

    async def upload(self) -> int:
        """Returns how many are there now."""
        done = 0
        for file in await self._do(chat_files.accepted):
            content = await self._do(_content_of(file))
            is_there = await self._put(file.upload_url, content)
            await self._do(_noted(file, self._now(), is_there=is_there))
            done += is_there
        return done

    async def _do(self, work: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._database.submit(work))


def _content_of(file: ChatFile) -> Callable[[Session], bytes]:
    return lambda session: chat_files.content(session, file.id)


def _noted(file: ChatFile, now: datetime, *, is_there: bool) -> Callable[[Session], None]:
    """Keep how it went, and owe the person the card that says so: once, whoever uploaded it."""

    def note(session: Session) -> None:
        state = UploadState.DONE if is_there else UploadState.FAILED
        chat_files.move(session, file, state, upload_url="")  # it opens the file to anyone
        shown = NewDelivery(key=f"{RESULT}:{file.id}", kind=RESULT, subject=str(file.id), now=now)
        owed.to_person(session, file.person, shown)

    return note


_HOW_TO_FILL = (
    "Fill in value, or numerator and denominator, and the commentary; leave the other columns.",
    "A figure that is not known yet: leave the value free and put the day into expected_on.",
    "Then send the file back in your chat with Steward, which shows what it would keep.",
)
FEATURE = Feature(
    buttons={About.CHAT_FILE: {"file_accept": accept, "file_decline": decline}},
    questions={question.Export: export, question.Template: template},
    cards={RESULT: paint_result},
)
