"""People come in from a file: known by e-mail; who is not in the file stays."""

from collections.abc import Sequence
from functools import cached_property

from cycle.plan import people_rows
from cycle.plan.cells import Cells
from cycle.plan.keys import clean_key
from cycle.plan.people_rows import COLUMNS, REQUIRED, PersonLine
from features.tables.engine import Entry, Fields, TableImport
from features.tables.rows import TableRow
from storage import register_bulk


class PeopleTable(TableImport[PersonLine, TableRow]):
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

    def read(self, rows: Sequence[Cells]) -> list[Entry[PersonLine]]:
        read = people_rows.read_people(rows, self._known)
        of_email = {clean_key(row.raw("email")).lower(): row for row in reversed(rows)}
        return [
            Entry(of_email[email], self._known.get(email), line) for email, line in read.items()
        ]

    def subject(self, thing: PersonLine) -> str:
        return thing.email

    def called(self, thing: PersonLine) -> str:
        return thing.name

    def described(self, thing: PersonLine) -> str:
        return f"{thing.name}; {thing.roles.replace(';', ', ')}"

    def differences(self, before: PersonLine, after: PersonLine) -> Fields:
        return before.differences(after)

    def record(
        self, new: Sequence[PersonLine], changed: Sequence[tuple[PersonLine, PersonLine]]
    ) -> None:
        after = [*new, *(after for _, after in changed)]
        anew = people_rows.identities_given_anew({line.email: line for line in after}, self._known)
        register_bulk.keep_people(self.job.session, after, anew)
