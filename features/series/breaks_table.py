"""Breaks and notes come in from a file, as when a council brings its history."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from cycle.periods import Period
from cycle.plan.cells import Cells
from cycle.plan.indicator import Indicator
from cycle.review import events
from cycle.review.events import SeriesEvent
from features.series.marks import CHANGE_LOG
from features.tables.engine import AuditLine, TableEntry, TableImport
from features.tables.rows import (
    AnyPeriod,
    ImportRow,
    choice_cell,
    indicator_cell,
    passage_cell,
)
from storage import series


class EventKind(StrEnum):
    BREAK = "break"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """A break or note, with the indicator to whose series it belongs."""

    indicator: Indicator
    event: SeriesEvent


class BreakRow(ImportRow):
    """`words` say what happened; a break needs a known cause."""

    key_columns = ("ref", "period")

    ref: Annotated[Indicator | None, indicator_cell(blank="write the indicator's reference")]
    period: AnyPeriod
    words: Annotated[str, passage_cell(events.LONGEST_WORDS, blank="say what happened")]
    kind: Annotated[EventKind, choice_cell(EventKind)] = EventKind.BREAK


class BreaksTable(TableImport[MarkedEvent, BreakRow]):
    """Those not in the file stay; one that is known already is left as it is."""

    name, noun, model = "breaks", "break or note", BreakRow

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[MarkedEvent]]:
        known: dict[int, list[SeriesEvent]] = defaultdict(list)
        ids = {indicator.id for indicator in self.job.indicators.values()}
        for own, happened in series.events_of_many(self.job.session, ids).items():
            known[own] += happened
        entries = []
        for cells in rows:
            row = BreakRow.read(cells, self.job)
            if row is None or row.ref is None or row.period is None:
                continue
            entry = self._entry(cells, row, row.ref, row.period, known[row.ref.id])
            if entry.before is None:
                known[row.ref.id].append(entry.after.event)
            entries.append(entry)
        return entries

    def _entry(
        self,
        cells: Cells,
        row: BreakRow,
        indicator: Indicator,
        period: Period,
        happened: Sequence[SeriesEvent],
    ) -> TableEntry[MarkedEvent]:
        is_break = row.kind is EventKind.BREAK
        event = SeriesEvent(period, row.words, is_break, self.job.actor.name, self.job.now)
        for before in happened:
            if (before.period, before.is_break, before.words) == (period, is_break, row.words):
                same = MarkedEvent(indicator, before)
                return TableEntry(cells, same, same)
        today = self.job.today
        if why := events.refused(indicator, period, row.words, is_break, today, happened):
            row.fault("words" if period.frequency is indicator.frequency else "period", why)
        return TableEntry(cells, None, MarkedEvent(indicator, event))

    def subject(self, thing: MarkedEvent) -> str:
        return f"{thing.indicator.ref} {thing.event.period}"

    def cells(self, thing: MarkedEvent) -> dict[str, str]:
        return {"words": thing.event.words}

    def audit_added(self, thing: MarkedEvent) -> AuditLine:
        return CHANGE_LOG, self.subject(thing), "", thing.event.what, thing.event.words

    def record(
        self, new: Sequence[MarkedEvent], changed: Sequence[tuple[MarkedEvent, MarkedEvent]]
    ) -> None:
        for marked in new:
            series.add(self.job.session, marked.indicator.id, marked.event)

    def judged_again(
        self, new: Sequence[MarkedEvent], changed: Sequence[MarkedEvent]
    ) -> frozenset[tuple[int, Period]]:
        return frozenset(
            (marked.indicator.id, marked.event.period) for marked in new if marked.event.is_break
        )
