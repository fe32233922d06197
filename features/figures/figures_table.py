"""Figures come in from a file: those not there yet, and the next version of those that differ."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from cycle.periods import Period, day_words
from cycle.plan import due, retirement
from cycle.plan.cells import Cells
from cycle.plan.directory import NotInDirectory
from cycle.plan.indicator import Indicator
from cycle.review import figure_rows, import_doubts
from cycle.review.entry import CONFIRMED
from cycle.review.figure import Figure, FigureStatus
from cycle.review.outstanding import is_locked
from cycle.review.sign_off import is_final, needs_sign_off
from features.figures.record import written
from features.tables.engine import AuditLine, Fields, TableEntry, TableImport
from features.tables.rows import ImportRow
from storage import acting, deliveries, figures, register, register_bulk, sign_offs

RESTATED = "restated by import"
MOST_NAMED = 10  # odd figures of history named in the summary; our choice

Key = tuple[int, Period]


class FiguresTable(TableImport[Figure, ImportRow]):
    """A locked period takes a figure where there is none, since history must come in; to change one
    the period must have been reopened, or is by this import where its options say why.
    """

    name, noun = "figures", "figure"
    passed_over = ("title", "service", "unit", "target", "rag")

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return figure_rows.COLUMNS

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return figure_rows.REQUIRED

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[Figure]]:
        reader = figure_rows.FigureReader(
            self.job.indicators, self._who, self.job.actor.name, self.job.now
        )
        read: list[tuple[Cells, Figure]] = []
        for count, cells in enumerate(rows, start=1):
            if (figure := reader.figure(cells)) is not None:
                read.append((cells, figure))
            self.tell_progress(count, len(rows))
        self.refuse_repeated_things((cells, self.subject(figure)) for cells, figure in read)
        self.series = self._in_force({figure.indicator for _, figure in read})
        return [self._entry(cells, figure) for cells, figure in read]

    def judge(self, entries: Sequence[TableEntry[Figure]]) -> None:
        changed = {
            _key(entry.after): entry
            for entry in entries
            if entry.before is not None and entry.after is not entry.before
        }
        self._locked = self._locked_among(changed)
        self._refuse_certified(changed)
        if not self.job.options.reopen:
            self._refuse_locked(changed)
        for entry in entries:
            if entry.before is None or entry.after is not entry.before:
                self._refuse_retired(entry)
        self._ask(entries)

    def _ask(self, entries: Sequence[TableEntry[Figure]]) -> None:
        """Ask of each new figure what the form would ask; of history, only count what looks odd."""
        self._history: list[Figure] = []
        self._odd: list[str] = []
        by_indicator: dict[int, list[TableEntry[Figure]]] = {}
        for entry in entries:
            if entry.after is not entry.before:
                by_indicator.setdefault(entry.after.indicator, []).append(entry)
        for own, given in by_indicator.items():
            self._ask_of_one(self.terms[own], given, self.series.get(own, {}))

    def _ask_of_one(
        self,
        indicator: Indicator,
        given: Sequence[TableEntry[Figure]],
        in_force: Mapping[Period, Figure],
    ) -> None:
        series = dict(in_force) | {entry.after.period: entry.after for entry in given}
        ordered = sorted(series)
        places = {period: place for place, period in enumerate(ordered)}
        first = min(in_force, default=None)
        last = max(entry.after.period for entry in given)
        for entry in given:
            period = entry.after.period
            seen = import_doubts.window(indicator, ordered, places[period])
            asked = import_doubts.figure_doubts(
                indicator, period, {each: series[each] for each in seen}
            )
            is_history = period < first if first else period < last
            if is_history:
                self._history.append(entry.after)
                self._odd += [self.subject(entry.after)] * bool(asked)
                asked = import_doubts.unit_doubts(indicator, series, period, ordered)
            for question in asked:
                entry.cells.doubt("value", f"{indicator.ref}: {question}")
            for column, question in import_doubts.day_doubts(entry.after, self.job.today):
                entry.cells.doubt(column, f"{indicator.ref}: {question}")

    def notes(self, entries: Sequence[TableEntry[Figure]]) -> list[str]:
        """What came in as history, of which nothing was asked."""
        if not self._history:
            return []
        count = len({figure.indicator for figure in self._history})
        said = (
            f"{len(self._history):,} figures of {count:,} indicator{'' if count == 1 else 's'} "
            "come in as history, before the first that was given"
        )
        if self._odd:
            named = ", ".join(self._odd[:MOST_NAMED])
            more = len(self._odd) - MOST_NAMED
            rest = f" and {more:,} more" if more > 0 else ""
            said += f"; {len(self._odd):,} look odd beside the others: {named}{rest}"
        return [said]

    def subject(self, thing: Figure) -> str:
        return f"{self.terms[thing.indicator].ref} {thing.period}"

    def differences(self, before: Figure, after: Figure) -> Fields:
        if after is before:
            return []
        return figure_rows.differences(self.terms[after.indicator], before, after)

    def record(self, new: Sequence[Figure], changed: Sequence[tuple[Figure, Figure]]) -> None:
        session, job = self.job.session, self.job
        for own, period in self._locked:
            reopening = register.Reopening(own, period, job.today, job.options.reopen)
            register.reopen(session, reopening, job.actor, job.now)
        kept = [*new, *(after for _, after in changed)]
        figures.keep_many(session, kept)
        given = {figure.indicator for figure in kept}
        told = {one for own in given for one in acting.told_of(session, self.terms[own], job.now)}
        deliveries.refresh_reminders(session, told, job.now)
        for figure in kept:
            indicator = self.terms[figure.indicator]
            is_newest = figure.period == Period.last_ended(indicator.frequency, job.today)
            if is_newest and needs_sign_off(indicator, figure):
                sign_offs.submit(session, figure, job.now)

    def audit_added(self, thing: Figure) -> AuditLine:
        why = thing.reason or self.reason
        return "figure given", self.subject(thing), "", written(thing), why

    def audit_changed(self, before: Figure, after: Figure, fields: Fields) -> list[AuditLine]:
        why = after.reason or self.reason
        return [("figure corrected", self.subject(after), written(before), written(after), why)]

    def judged_again(
        self, new: Sequence[Figure], changed: Sequence[Figure]
    ) -> frozenset[tuple[int, Period]]:
        return frozenset(_key(figure) for figure in [*new, *changed])

    @cached_property
    def terms(self) -> Mapping[int, Indicator]:
        return register.by_id(self.job.indicators.values())

    @cached_property
    def _people(self) -> dict[str, tuple[int | None, str]]:
        return {}

    def _who(self, text: str) -> tuple[int | None, str]:
        """The person meant; whoever is not in the register is kept by name alone."""
        if text not in self._people:
            try:
                person = self.job.everyone[self.job.find_person(text)]
                self._people[text] = person.id, person.name
            except NotInDirectory:
                self._people[text] = None, text
        return self._people[text]

    def _in_force(self, ids: Collection[int]) -> dict[int, dict[Period, Figure]]:
        found: dict[int, dict[Period, Figure]] = {}
        for part in register_bulk.in_parts(ids):
            found |= figures.series_of(self.job.session, part)
        return found

    def _entry(self, cells: Cells, figure: Figure) -> TableEntry[Figure]:
        before = self.series.get(figure.indicator, {}).get(figure.period)
        if before is None:
            return TableEntry(cells, None, figure)
        with_day = "expected_on" in self.sheet.columns
        if figure_rows.same(figure, before, with_day):
            return TableEntry(cells, before, before)
        return TableEntry(cells, before, restatement(figure, before, self.job.options.reopen))

    def _locked_among(self, changed: Collection[Key]) -> dict[Key, date]:
        """Which of these are closed to entry today, and the last day on which each was open."""
        council, today = self.job.council, self.job.today
        reopened: set[Key] = set()
        for ids in register_bulk.in_parts({own for own, _ in changed}):
            reopened |= register.reopened(self.job.session, ids, today)
        found = {}
        for own, period in changed:
            indicator = self.terms[own]
            last = due.locks(indicator, period, council.calendar, council.lock_working_days)
            if last is not None and is_locked(indicator, period, today, council, reopened):
                found[own, period] = last
        return found

    def _refuse_locked(self, changed: Mapping[Key, TableEntry[Figure]]) -> None:
        for key, last in self._locked.items():
            entry = changed[key]
            entry.cells.fault(
                "period",
                f"{self.subject(entry.after)} has another figure, and closed to entry after "
                f"{day_words(last)}: have it reopened first, or import with --reopen REASON.",
            )

    def _refuse_certified(self, changed: Mapping[Key, TableEntry[Figure]]) -> None:
        """A certified figure is corrected in the chat, with its cause and what prevents it."""
        signed = {own for own, _ in changed if self.terms[own].certifier}
        found = sign_offs.of_indicators(self.job.session, signed)
        for (own, period), entry in changed.items():
            sign_off = found.get(own, {}).get(period)
            if is_final(sign_off, entry.before):
                entry.cells.fault(
                    "period",
                    f"{self.subject(entry.after)} is certified: have it opened again, and correct "
                    f"it in the chat with “submit {self.subject(entry.after)}”.",
                )

    def _refuse_retired(self, entry: TableEntry[Figure]) -> None:
        """A figure that was there before the retirement may stay as it is."""
        figure = entry.after
        if sentence := retirement.refused(self.terms[figure.indicator], figure.period):
            entry.cells.fault("period", sentence)


def restatement(figure: Figure, before: Figure, why: str) -> Figure:
    """The next version of a figure, with the reason: awaited values confirm, others restate."""
    awaited = {FigureStatus.PROVISIONAL: CONFIRMED, FigureStatus.NOT_AVAILABLE: ""}
    reason = awaited.get(before.status, f"{RESTATED}: {why}" if why else RESTATED)
    return replace(figure, version=before.version + 1, reason=reason)


def _key(figure: Figure) -> Key:
    return figure.indicator, figure.period
