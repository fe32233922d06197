"""The register of returns and the days of their rounds come in from files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from cycle.periods import day_words
from cycle.plan.cells import quoted
from cycle.plan.keys import lookup_key
from cycle.plan.statutory_return import (
    Basis,
    ReturnFrequency,
    ReturnRound,
    StatutoryReturn,
    return_faults,
    send_by,
)
from features.tables.engine import TableEntry, TableImport
from features.tables.rows import (
    Anyone,
    Day,
    ImportRow,
    Passage,
    Ref,
    RequiredWords,
    Words,
    choice_cell,
)
from storage import returns


class StatutoryReturnRow(ImportRow):
    """A row of the register of returns."""

    ref: Ref
    title: RequiredWords
    recipient: RequiredWords
    frequency: Annotated[ReturnFrequency, choice_cell(ReturnFrequency)]
    due_rule: Passage = ""
    usual_due: Words = ""
    basis: Annotated[Basis, choice_cell(Basis)] = Basis.OWN_KNOWLEDGE
    applies_to: Words = ""
    certified_by: Words = ""
    owner: Anyone = None
    deputy: Anyone = None
    certifier: Anyone = None
    certifier_deputy: Anyone = None


class ReturnsTable(TableImport[StatutoryReturn, StatutoryReturnRow]):
    """Known by reference; those not in the file stay."""

    name, noun, model = "returns", "return", StatutoryReturnRow

    def load(self) -> Mapping[str, StatutoryReturn]:
        found = returns.all_returns(self.job.session).values()
        return {lookup_key(one.ref): one for one in found}

    def build(self, row: StatutoryReturnRow, before: StatutoryReturn | None) -> StatutoryReturn:
        people = ("owner", "deputy", "certifier", "certifier_deputy")
        kept = {
            name: getattr(row, name) if row.has(name) or before is None else getattr(before, name)
            for name in people
        }
        one = StatutoryReturn(
            id=before.id if before else 0,
            ref=before.ref if before else row.ref,
            title=row.title,
            recipient=row.recipient,
            frequency=row.frequency,
            basis=row.basis,
            due_rule=row.due_rule,
            usual_due=row.usual_due,
            applies_to=row.applies_to,
            certified_by=row.certified_by,
            **kept,
        )
        for column, words in return_faults(one).items():
            row.fault(column, words)
        for column in people:
            person = getattr(one, column)
            is_new = before is None or getattr(before, column) != person
            if person is not None and is_new and self.job.may_only_look(person):
                name = quoted(self.job.everyone[person].name)
                row.doubt(column, f"{name} may only look, and is not asked: name another?")
        return one

    def subject(self, thing: StatutoryReturn) -> str:
        return thing.ref

    def described(self, thing: StatutoryReturn) -> str:
        return thing.title

    def cells(self, thing: StatutoryReturn) -> dict[str, str]:
        emails = self.job.emails
        return {
            "title": thing.title,
            "recipient": thing.recipient,
            "frequency": thing.frequency.value,
            "due_rule": thing.due_rule,
            "usual_due": thing.usual_due,
            "basis": thing.basis.value,
            "applies_to": thing.applies_to,
            "certified_by": thing.certified_by,
            "owner": emails.get(thing.owner or 0, ""),
            "deputy": emails.get(thing.deputy or 0, ""),
            "certifier": emails.get(thing.certifier or 0, ""),
            "certifier_deputy": emails.get(thing.certifier_deputy or 0, ""),
        }

    def record(
        self,
        new: Sequence[StatutoryReturn],
        changed: Sequence[tuple[StatutoryReturn, StatutoryReturn]],
    ) -> None:
        for one in [*new, *(after for _, after in changed)]:
            returns.save_return(self.job.session, one)


class ReturnDateRow(ImportRow):
    """The day of one return for one period, and where that day was read."""

    key_columns = ("ref", "period")

    ref: Ref
    period: RequiredWords
    due: Day
    source: Words = ""


class ReturnDatesTable(TableImport[ReturnRound, ReturnDateRow]):
    """Known by return and period. A new day is kept while the return is not certified."""

    name, noun, model = "return_dates", "return date", ReturnDateRow

    def load(self) -> Mapping[str, ReturnRound]:
        self._returns = {
            lookup_key(one.ref): one for one in returns.all_returns(self.job.session).values()
        }
        self._refs = {one.id: one.ref for one in self._returns.values()}
        return {
            f"{lookup_key(self._refs[one.return_id])}\n{lookup_key(one.period)}": one
            for one in returns.all_rounds(self.job.session)
        }

    def build(self, row: ReturnDateRow, before: ReturnRound | None) -> ReturnRound:
        one = self._returns.get(lookup_key(row.ref))
        if one is None:
            row.fault("ref", f"there is no return {row.ref}: import returns first.")
        if row.due is None and not row.is_given("due"):
            row.fault("due", "is blank: write the day of the letter, as 2026-10-16.")
        due = row.due or self.job.today
        if before is None:
            own = one.id if one else 0
            return ReturnRound(return_id=own, period=row.period, due=due, source=row.source)
        if before.state.is_sent and before.due != due:
            row.fault("due", f"{row.ref} {row.period} is {before.state}: its day stays.")
        return replace(before, due=due, source=row.source or before.source)

    def subject(self, thing: ReturnRound) -> str:
        return f"{self._refs.get(thing.return_id, '')} {thing.period}".strip()

    def cells(self, thing: ReturnRound) -> dict[str, str]:
        return {"due": thing.due.isoformat(), "source": thing.source}

    def notes(self, entries: Sequence[TableEntry[ReturnRound]]) -> list[str]:
        calendar = self.job.council.calendar
        return [
            f"{self.subject(entry.after)} is due on {day_words(entry.after.due)}, no working day: "
            f"the last day to send it is {day_words(send_by(entry.after.due, calendar))}"
            for entry in entries
            if not calendar.is_working_day(entry.after.due)
        ]

    def record(
        self, new: Sequence[ReturnRound], changed: Sequence[tuple[ReturnRound, ReturnRound]]
    ) -> None:
        for one in [*new, *(after for _, after in changed)]:
            returns.save_round(self.job.session, one)
