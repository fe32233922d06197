"""One row of a sent workbook beside the figure in force, by the rules of the form."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.review import sent_rows
from cycle.review.entry import Entry, Submission
from cycle.review.figure import Figure
from features.figures.figure_entry import judge
from features.figures.task import FIRST, FigureTask, is_closed, refusal_card
from features.turn import Visit
from storage import people, records
from storage.database import Session
from storage.records import Record


@dataclass
class Tasks:
    """The figures of one person, each indicator's record read once."""

    session: Session
    _records: dict[int, Record] = field(default_factory=dict)

    def of(self, indicator: Indicator, period: Period) -> FigureTask:
        if indicator.id not in self._records:
            self._records[indicator.id] = records.record(self.session, indicator)
        owner = people.person(self.session, indicator.owner) if indicator.owner else None
        return FigureTask(self._records[indicator.id], period, FIRST, owner)

    def note(self, task: FigureTask, figure: Figure) -> None:
        """From now on the record has this figure."""
        self.put(task.record.with_figure(figure))

    def put(self, record: Record) -> None:
        self._records[record.indicator.id] = record


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A row beside the figure in force; `faults` are (column, sentence)."""

    faults: Sequence[tuple[str, str]] = ()
    questions: Sequence[str] = ()
    entry: Entry | None = None
    read_back: str = ""
    is_unchanged: bool = False

    @classmethod
    def of(cls, session: Session, visit: Visit, task: FigureTask, given: Submission) -> "JudgedRow":
        if (refused := refusal_card(session, visit, task)) is not None:
            return cls(faults=[("period", refused.summary)])
        judged = judge(session, visit, task, given)
        if task.figure is not None:
            assumed = judge(session, visit, task, sent_rows.with_assumed_reason(given)).entry
            if assumed is not None and sent_rows.is_same(assumed, task.figure):
                return cls(is_unchanged=True)
        if task.is_certified:
            words = f"it is certified: correct it with “submit {task.indicator.ref} {task.period}”."
            return cls(faults=[("period", words)])
        if is_closed(session, visit, task):
            words = f"{task.period.words} is closed to entry: ask the performance team to open it."
            return cls(faults=[("period", words)])
        faults = [(fault.field, fault.sentence) for fault in judged.faults]
        if judged.entry is not None:
            against = sent_rows.contradiction(task.indicator, given, judged.entry.value)
            faults += [(fault.field, fault.sentence) for fault in against]
        faults = [_with_column(name, words) for name, words in faults]
        return cls(
            faults=faults,
            questions=judged.questions,
            entry=judged.entry,
            read_back=judged.read_back,
        )


def _with_column(name: str, words: str) -> tuple[str, str]:
    """A correction needs a column that the template has not."""
    more = " Write it into a column “reason”." if name == "reason" else ""
    return name, f"{words}{more}"
