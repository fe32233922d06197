"""*Keep these 10*: the figures of a sent workbook are judged once more, and recorded."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cards import replies
from cards.figures.receipt import kept_words
from cards.figures.sent_table import kept_table
from cycle.periods import Period
from cycle.review.entry import Submission
from features.figures.figure_entry import figure_of
from features.figures.record import record_figure
from features.figures.submit import ask_for_the_promised_day
from features.figures.task import FigureTask
from features.sent_tables.difference import SentFigure
from features.sent_tables.judging import JudgedRow, Tasks
from features.turn import Answer, CardExpired, Visit
from storage import acting, chat_files, deliveries
from storage.card_refs import CardRef
from storage.chat_files import ChatFile
from storage.database import Session
from storage.figures import AlreadyGiven
from storage.paper_uploads import UploadState
from storage.records import Record


def keep_sure(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Keep these 8*: what is doubtful stays out."""
    return _keep(session, visit, ref, are_doubts_meant=False)


def keep_all(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*All 10 are right: keep them*."""
    return _keep(session, visit, ref, are_doubts_meant=True)


def drop(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Keep nothing*: what was read is not kept."""
    file = _own(session, visit, ref)
    chat_files.move(session, file, UploadState.DECLINED)
    return Answer(card=replies.refusal("Nothing was kept", "Send it again at any time.", file.name))


def _own(session: Session, visit: Visit, ref: CardRef) -> ChatFile:
    """What was read, while its card is open."""
    file = chat_files.find(session, int(ref.words[0]))
    if file is None or file.person != visit.person.id or file.state is not UploadState.OFFERED:
        raise CardExpired
    return file


def _keep(session: Session, visit: Visit, ref: CardRef, *, are_doubts_meant: bool) -> Answer:
    """Each figure is judged again: it, or the right to give it, may have changed meanwhile."""
    file = _own(session, visit, ref)
    sent = list(_stored(chat_files.content(session, file.id)))
    if not chat_files.move(session, file, UploadState.DONE):
        raise CardExpired
    known = {one.id: one for one in acting.indicators_of(session, visit.person)}
    tasks = Tasks(session)
    kept: list[FigureTask] = []
    not_kept: list[str] = []
    said: list[str] = []
    for each in sent:
        if each.question and not are_doubts_meant:
            continue
        indicator = known.get(each.indicator)
        if indicator is None:
            not_kept.append(f"Row {each.line}: you do not give this figure any more.")
            continue
        task = tasks.of(indicator, Period.parse(each.period))
        try:
            after = _record(session, visit, task, each)
        except _NotKept as why:
            not_kept.append(f"Row {each.line} ({indicator.ref}): {why}")
            continue
        tasks.put(after)
        kept.append(replace(task, record=after))
        if (figure := kept[-1].figure) is not None:
            said += ask_for_the_promised_day(session, visit, task, figure)
    told = {one for task in kept for one in acting.told_of(session, task.indicator, visit.now)}
    deliveries.refresh_reminders(session, told, visit.now)
    lines = [
        kept_words(task.record.stand(task.period, visit.today, visit.council)) for task in kept
    ]
    return Answer(card=kept_table(file.name, lines, not_kept, said))


class _NotKept(Exception):
    """Why a figure that was shown is not kept after all."""


def _record(session: Session, visit: Visit, task: FigureTask, sent: SentFigure) -> Record:
    if task.version != sent.version:
        raise _NotKept("it was given meanwhile by somebody else. Send the workbook again.")
    judged = JudgedRow.of(session, visit, task, replace(sent.given, confirmed=True))
    if judged.is_unchanged:
        raise _NotKept("it is kept already.")
    if judged.faults or judged.entry is None:
        raise _NotKept(" ".join(words for _, words in judged.faults))
    figure = figure_of(visit, task, judged.entry)
    try:
        return record_figure(session, task.record, figure, visit.actor, visit.now, visit.council)
    except AlreadyGiven as raced:
        raise _NotKept("it was given meanwhile. Send the workbook again.") from raced


def _stored(content: bytes) -> Iterator[SentFigure]:
    figures: list[dict[str, Any]] = json.loads(content)
    for each in figures:
        yield SentFigure(**{**each, "given": Submission(**each["given"])})
