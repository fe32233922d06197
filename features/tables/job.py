"""One import: who sends the table, when, under which of the council's rules, with which options."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from cycle.acting import may_only_look
from cycle.council import Council
from cycle.people import Person
from cycle.periods import london_day
from cycle.plan.cells import quoted
from cycle.plan.directory import Directory, NotInDirectory
from cycle.plan.indicator import Indicator
from cycle.plan.register import key
from features.tables.approval import Approval
from storage import people, register
from storage.audit import Actor
from storage.database import Session

Progress = Callable[[int, int], None]


def in_silence(_done: int, _of: int) -> None:
    """Tell nobody how far an import is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the command's options say.

    `accepted_lines` are the lines whose doubts are answered yes, `accepts_all` all of them.
    `effective_from` is the day from which changed terms count, None for the month's first;
    `reopen` says why closed periods may change, empty where they may not. `approval` is who agreed
    to the change, why and by which decision.
    """

    dry_run: bool = False
    accepts_all: bool = False
    accepted_lines: frozenset[int] = frozenset()
    effective_from: date | None = None
    reopen: str = ""
    approval: Approval = field(default_factory=Approval)
    tell_progress: Progress = in_silence

    def accepts(self, line: int) -> bool:
        return self.accepts_all or line in self.accepted_lines


@dataclass(frozen=True, kw_only=True)
class ImportJob:
    """Everything that reading and recording a table needs. What is looked up is loaded once."""

    session: Session
    actor: Actor
    now: datetime
    council: Council = field(default_factory=Council)
    options: ImportOptions = field(default_factory=ImportOptions)

    @property
    def today(self) -> date:
        return london_day(self.now)

    @cached_property
    def everyone(self) -> dict[int, Person]:
        return people.everyone(self.session)

    @cached_property
    def emails(self) -> dict[int, str]:
        """Everyone's e-mail by id, for what a person reads about a change."""
        return {person.id: person.email for person in self.everyone.values()}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The register by `register.key` of the references."""
        return {key(one.ref): one for one in register.all_indicators(self.session)}

    @cached_property
    def refs(self) -> dict[int, str]:
        return {one.id: one.ref for one in self.indicators.values()}

    def find_person(self, text: str) -> int:
        """The id of the person meant by e-mail or exact name; raises NotInDirectory."""
        return self._ids[self._directory.find(text)]

    def find_indicator(self, ref: str) -> Indicator:
        """The indicator of that reference; raises NotInDirectory."""
        if (indicator := self.indicators.get(key(ref))) is None:
            raise NotInDirectory(f"there is no indicator {quoted(ref)} in the register")
        return indicator

    def may_only_look(self, person: int) -> bool:
        return may_only_look(self.everyone[person])

    @cached_property
    def _directory(self) -> Directory:
        return Directory.of((person.name, person.email) for person in self.everyone.values())

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {person.email: person.id for person in self.everyone.values()}
