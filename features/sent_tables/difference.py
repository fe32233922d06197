"""What a sent workbook would change, what is doubtful about it, and the errors by cell."""

import json
from dataclasses import asdict, dataclass, field

from cards import replies
from cards.figures.sent_table import SentChange, SentTable, sent_table
from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.plan.keys import lookup_key
from cycle.plan.period_cells import read_period_cell
from cycle.plan.units import shown
from cycle.review import sent_rows
from cycle.review.entry import Submission
from cycle.review.figure import Figure
from features import button_refs
from features.figures.figure_entry import figure_of
from features.figures.task import FigureTask
from features.sent_tables.judging import JudgedRow, Tasks
from features.turn import Answer, CardExpired, Visit
from papers import sheets
from storage import acting, chat_files
from storage.card_refs import About
from storage.database import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFigure:
    """One figure as it was read from the file, at which version of it.

    `question` is what the form would ask before it keeps the figure.
    """

    line: int
    indicator: int
    period: str
    version: int
    given: Submission
    question: str = ""


@dataclass(slots=True)
class SentDifference:
    """What a workbook changes, as it is read row by row."""

    figures: list[SentFigure] = field(default_factory=list)
    changes: list[SentChange] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unchanged: int = 0
    not_theirs: int = 0


def show(session: Session, visit: Visit) -> Answer:
    """The difference that the workbook makes, with a button to keep it."""
    sent, table = visit.turn.download, visit.turn.table
    if sent is None or table is None:
        raise CardExpired
    if table.sheet is None:
        return Answer(card=replies.refusal("The file was not read", table.fault, sent.name))
    read = _Reading(session, visit, table.sheet).difference()
    if read.not_theirs and not (read.figures or read.unchanged):
        words = (
            f"None of the {read.not_theirs} rows of {sent.name} is a figure that you give. Nothing "
            "was kept. Type “template” for a workbook of your own."
        )
        return Answer(card=replies.refusal("Not your figures", words, sent.name))
    own = 0
    if read.figures:
        content = json.dumps([asdict(each) for each in read.figures]).encode()
        own = chat_files.offer(session, visit.person.id, sent.name, content, visit.now)
    ref = button_refs.new_ref(session, visit, About.SENT_TABLE, words=[str(own)])
    others = [name for name in visit.turn.files if name != sent.name]
    view = SentTable(
        name=sent.name,
        changes=read.changes,
        faults=read.faults,
        unchanged=read.unchanged,
        notes=[
            *(f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in table.sheet.notes),
            *(f"{name} was not read: send one file at a time." for name in others),
        ],
    )
    return Answer(card=sent_table(view, ref))


@dataclass
class _Reading:
    """Reads the rows in order, each figure beside those of the rows above it."""

    session: Session
    visit: Visit
    sheet: sheets.Sheet

    def difference(self) -> SentDifference:
        own = acting.indicators_of(self.session, self.visit.person)
        known = {lookup_key(indicator.ref): indicator for indicator in own}
        tasks = Tasks(self.session)
        read, lines = SentDifference(), dict[tuple[int, Period], int]()
        for row in self.sheet.rows:
            given = sent_rows.submission(row.cells)
            if given is None:
                continue
            cell = sent_rows.RowCells(row.line, self.sheet.columns)
            ref = row.cells["ref"]
            indicator = known.get(lookup_key(ref))
            if indicator is None:
                read.not_theirs += 1
                said = f"“{ref[:20]}” is no indicator whose figures you give."
                read.faults.append(f"{cell.name('ref')}: {said}")
                continue
            period = read_period_cell(row.cells["period"], indicator.frequency)
            if period is None:
                said = f"“{row.cells['period'][:20]}” is no period. Write 2026-09 or 2026/27 Q2."
                read.faults.append(f"{cell.name('period')} ({indicator.ref}): {said}")
                continue
            first = lines.setdefault((indicator.id, period), row.line)
            if first != row.line:
                said = f"the figure for {period.words} stands in row {first} already."
                read.faults.append(f"{cell.name('ref')} ({indicator.ref}): {said}")
                continue
            self._row(read, cell, tasks.of(indicator, period), given, tasks)
        return read

    def _row(
        self,
        read: SentDifference,
        cell: sent_rows.RowCells,
        task: FigureTask,
        given: Submission,
        tasks: Tasks,
    ) -> None:
        judged = JudgedRow.of(self.session, self.visit, task, given)
        if judged.is_unchanged:
            read.unchanged += 1
            return
        if judged.faults or judged.entry is None:
            name, sentence = judged.faults[0]
            more = "".join(f" {words}" for _, words in judged.faults[1:])
            read.faults.append(f"{cell.name(name)} ({task.indicator.ref}): {sentence}{more}")
            return
        tasks.note(task, figure_of(self.visit, task, judged.entry))
        question = " ".join(judged.questions)
        read.figures.append(
            SentFigure(
                line=cell.line,
                indicator=task.indicator.id,
                period=str(task.period),
                version=task.version,
                given=given,
                question=question,
            )
        )
        before = task.figure
        read.changes.append(
            SentChange(
                figure=f"{task.indicator}, {task.period.words}",
                before=_value_words(task.indicator, before) if before else "",
                after=judged.read_back,
                question=question,
            )
        )


def _value_words(indicator: Indicator, figure: Figure) -> str:
    return shown(indicator, figure.value) if figure.value is not None else figure.status.value
