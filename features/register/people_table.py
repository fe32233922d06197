"""People come in from a file: known by e-mail; who is not in the file stays."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from cycle.people import Role
from cycle.plan import likeness, people_rows
from cycle.plan.cells import Cells
from cycle.plan.keys import clean_key
from cycle.plan.people_rows import COLUMNS, REQUIRED, PersonLine
from features.tables.engine import Fields, TableEntry, TableImport
from features.tables.rows import ImportRow
from storage import register_bulk

MOST_NAMED = 10  # indicators named in a question; our choice


class PeopleTable(TableImport[PersonLine, ImportRow]):
    name, noun = "people", "person"
    default_reason = "register import"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return COLUMNS

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return REQUIRED

    @cached_property
    def _known(self) -> dict[str, PersonLine]:
        return register_bulk.people_lines(self.job.session)

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[PersonLine]]:
        self._moved = people_rows.changed_emails(rows, self._known)
        known = people_rows.with_new_emails(self._known, self._moved)
        read = people_rows.read_people(rows, known)
        of_email = {clean_key(row.raw("email")).lower(): row for row in reversed(rows)}
        old = {new: before for before, new in self._moved.items()}
        return [
            TableEntry(of_email[email], self._known.get(old.get(email, email)), line)
            for email, line in read.items()
        ]

    def judge(self, entries: Sequence[TableEntry[PersonLine]]) -> None:
        services = {
            name for line in self._known.values() for name in line.services.split(";") if name
        } | {one.service for one in self.job.indicators.values()}
        in_file = Counter(
            name for entry in entries for name in entry.after.services.split(";") if name
        )
        in_table = {entry.after.email for entry in entries} | set(self._moved)
        for entry in entries:
            for name in entry.after.services.split(";"):
                if question := likeness.service_doubt(name, services, in_file):
                    entry.cells.doubt("services", question)
            for column in ("email", "name"):
                if question := likeness.alphabet_doubt(getattr(entry.after, column)):
                    entry.cells.doubt(column, question)
            if old := people_rows.namesake(entry.after, self._known, in_table):
                entry.cells.doubt(
                    "email",
                    f"{entry.after.name} is known as {old}: is this somebody else? For the same "
                    f"person, run `steward person rename {old} {entry.after.email}` first.",
                )
            if entry.before is not None:
                self._ask_of_a_change(entry.cells, entry.before, entry.after)

    def _ask_of_a_change(self, row: Cells, before: PersonLine, after: PersonLine) -> None:
        if before.email != after.email:
            row.doubt("email", f"is {before.email} now to be reached at {after.email}?")
        if likeness.is_another_name(before.name, after.name):
            row.doubt(
                "name",
                f"{before.email} is {before.name}: has the name changed to {after.name}, or is "
                "this another person, with another e-mail?",
            )
        if after.roles == Role.VIEWER.value != before.roles:
            own = next(one for one, email in self.job.emails.items() if email == before.email)
            owned = [one.ref for one in self.job.indicators.values() if one.owner == own]
            if owned:
                named = ", ".join(owned[:MOST_NAMED]) + (", …" if owned[MOST_NAMED:] else "")
                row.doubt(
                    "roles",
                    f"{after.name} would only look, and still owns {named}: give these another "
                    "owner too?",
                )

    def subject(self, thing: PersonLine) -> str:
        return thing.email

    def called(self, thing: PersonLine) -> str:
        return thing.name

    def described(self, thing: PersonLine) -> str:
        return f"{thing.name}; {thing.roles.replace(';', ', ')}"

    def differences(self, before: PersonLine, after: PersonLine) -> Fields:
        moved = [("email", before.email, after.email)] if before.email != after.email else []
        return [*moved, *(found for found in before.differences(after) if found[0] != "email")]

    def record(
        self, new: Sequence[PersonLine], changed: Sequence[tuple[PersonLine, PersonLine]]
    ) -> None:
        register_bulk.change_emails(self.job.session, self._moved)
        known = people_rows.with_new_emails(self._known, self._moved)
        after = [*new, *(after for _, after in changed)]
        anew = people_rows.identities_given_anew({line.email: line for line in after}, known)
        register_bulk.keep_people(self.job.session, after, anew)
