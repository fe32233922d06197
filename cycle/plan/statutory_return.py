"""Returns to government: when each is due, who signs it, and how far this round of it has come.

```mermaid
stateDiagram-v2
    [*] --> open
    open --> draft : the owner begins
    draft --> validated : each change from last year is explained
    validated --> ready : marked ready to certify
    ready --> draft : the certifier sends it back
    ready --> certified : certified, by somebody else
    certified --> accepted : the recipient has accepted it
    certified --> refused : the recipient has refused it
    refused --> draft : mended
    accepted --> revised : sent again, with the reason
    revised --> accepted
```

Source: the council's rules on returns (decision 0052). Whoever marks a round ready never certifies
it. Dates are data, renewed each year from the request letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from cycle.acting import may_act
from cycle.people import Person
from cycle.periods import FIRST_MONTH, Period, WorkingDays, parse_day
from cycle.refusals import NothingSaid, NotNow, NotTheOwner, Refused, check, words_refused

REMINDED_AT = (20, 10, 5, 1, 0)  # working days left; our choice, decision 0052
DATES_CONFIRMED_IN = 3  # March: next year's dates are asked for

_DAY = re.compile(r"(\d{1,2}) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*")


class ReturnFrequency(StrEnum):
    MONTHLY = "monthly"
    MONTHLY_OR_QUARTERLY = "monthly or quarterly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"


class Basis(StrEnum):
    """Where the date of a return comes from."""

    SOURCED = "sourced"
    OWN_KNOWLEDGE = "own knowledge"


class RoundState(StrEnum):
    OPEN = "open"
    DRAFT = "draft"
    VALIDATED = "validated"
    READY = "ready to certify"
    CERTIFIED = "certified"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REVISED = "revised"

    @property
    def is_sent(self) -> bool:
        """Whether nothing is owed any more by its due date."""
        return self in (RoundState.CERTIFIED, RoundState.ACCEPTED, RoundState.REVISED)


ROUND_TRANSITIONS: dict[RoundState, tuple[RoundState, ...]] = {
    RoundState.OPEN: (RoundState.DRAFT,),
    RoundState.DRAFT: (RoundState.VALIDATED,),
    RoundState.VALIDATED: (RoundState.READY, RoundState.DRAFT),
    RoundState.READY: (RoundState.CERTIFIED, RoundState.DRAFT),
    RoundState.CERTIFIED: (RoundState.ACCEPTED, RoundState.REFUSED),
    RoundState.ACCEPTED: (RoundState.REVISED,),
    RoundState.REFUSED: (RoundState.DRAFT,),
    RoundState.REVISED: (RoundState.ACCEPTED, RoundState.REFUSED),
}


class NotTheCertifier(Refused):
    """Only the person who certifies this return may do this."""


class CertifierPrepared(Refused):
    """Whoever marked it ready does not certify it as well: somebody else must sign."""


class ChangesNotExplained(NothingSaid):
    """Explain each change from last year that the form flags, or write that none is flagged."""


class NoEvidence(NothingSaid):
    """Give the evidence: a receipt number, a link, or where the confirmation is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryReturn:
    """One return of the register. `owner`, `deputy` and `certifier` are people's ids.

    `certified_by` is the office that signs, in words; `usual_due` the days by which it is usual.
    """

    ref: str
    title: str
    recipient: str
    frequency: ReturnFrequency
    basis: Basis = Basis.OWN_KNOWLEDGE
    due_rule: str = ""
    usual_due: str = ""
    applies_to: str = ""
    certified_by: str = ""
    owner: int | None = None
    deputy: int | None = None
    certifier: int | None = None
    certifier_deputy: int | None = None
    id: int = 0

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def is_published(self) -> bool:
        """Whether it goes to the public, so that a link is the evidence."""
        return "publish" in self.recipient.casefold()

    @property
    def date_note(self) -> str:
        """What to say beside a date that nobody has found in writing."""
        return "check the letter" if self.basis is Basis.OWN_KNOWLEDGE else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRound:
    """One return for one period, due on a day; `source` says where that day was read."""

    return_id: int
    period: str
    due: date
    source: str = ""
    state: RoundState = RoundState.OPEN
    changes: str = ""
    made_ready_by: int | None = None
    certified_by: int | None = None
    certified_on: date | None = None
    evidence: str = ""
    version: int = 1
    id: int = 0


def return_faults(one: StatutoryReturn) -> dict[str, str]:
    """What is wrong with a return of the register, by column."""
    faults: dict[str, str] = {}
    if one.certifier is not None and one.certifier == one.owner:
        faults["certifier"] = "is the owner: whoever prepares a return does not certify it."
    if one.deputy is not None and one.deputy == one.owner:
        faults["deputy"] = "is the owner: name somebody else, or leave the cell blank."
    return faults


def drafted(rnd: ReturnRound) -> ReturnRound:
    """Begun, sent back to its owner, or taken up again after a refusal."""
    return _moved(rnd, RoundState.DRAFT, made_ready_by=None)


def validated(rnd: ReturnRound, changes: str) -> ReturnRound:
    """With each flagged change from last year explained. Raises ChangesNotExplained."""
    check(None if changes.strip() else ChangesNotExplained(), words_refused(changes))
    return _moved(rnd, RoundState.VALIDATED, changes=changes)


def made_ready(rnd: ReturnRound, by: int) -> ReturnRound:
    return _moved(rnd, RoundState.READY, made_ready_by=by)


def certified(one: StatutoryReturn, rnd: ReturnRound, by: int, today: date) -> ReturnRound:
    """Signed. Raises NotTheCertifier, CertifierPrepared or NotNow."""
    if by not in {one.certifier, one.certifier_deputy} - {None}:
        raise NotTheCertifier
    if by == rnd.made_ready_by:
        raise CertifierPrepared
    return _moved(rnd, RoundState.CERTIFIED, certified_by=by, certified_on=today)


def accepted(rnd: ReturnRound, evidence: str) -> ReturnRound:
    check(None if evidence.strip() else NoEvidence(), words_refused(evidence))
    return _moved(rnd, RoundState.ACCEPTED, evidence=evidence)


def refused(rnd: ReturnRound, why: str) -> ReturnRound:
    check(words_refused(why))
    return _moved(rnd, RoundState.REFUSED, evidence=why)


def revised(rnd: ReturnRound, why: str) -> ReturnRound:
    check(words_refused(why))
    return _moved(rnd, RoundState.REVISED, changes=why)


def check_may_prepare(one: StatutoryReturn, person: Person, owner: Person | None) -> None:
    if not may_act(person, owner, one.deputy):
        raise NotTheOwner


def send_by(due: date, calendar: WorkingDays) -> date:
    """The last working day on which it can be sent: the due date, or the one before it."""
    return due if calendar.is_working_day(due) else calendar.after(due, -1)


def days_left(rnd: ReturnRound, today: date, calendar: WorkingDays) -> int:
    """Working days to the last day on which it can be sent; negative once that has gone."""
    return calendar.between(today, send_by(rnd.due, calendar))


def is_reminded(rnd: ReturnRound, today: date, calendar: WorkingDays) -> bool:
    """Whether today is a day on which its owner is reminded."""
    if rnd.state.is_sent or not calendar.is_working_day(today):
        return False
    return days_left(rnd, today, calendar) in REMINDED_AT


def is_missed(rnd: ReturnRound, today: date) -> bool:
    """Whether its day has gone and it is not certified: CMT is told."""
    return today > rnd.due and not rnd.state.is_sent


def awaits_certifier(rnd: ReturnRound) -> bool:
    return rnd.state in (RoundState.VALIDATED, RoundState.READY)


def usual_days(one: StatutoryReturn, year: Period) -> tuple[date, ...]:
    """The exact days of its usual dates that fall in a financial year, in order.

    Words such as "mid-October" are no day: then the date must be given from the letter.
    """
    found = []
    for part in one.usual_due.split(";"):
        text = part.strip()
        if not _DAY.fullmatch(text):
            continue
        for calendar_year in (year.year, year.year + 1):
            day = parse_day(f"{text} {calendar_year}")
            if day is not None and year.start <= day <= year.end:
                found.append(day)
    return tuple(sorted(found))


def asks_for_dates(today: date) -> bool:
    """Whether this is the month in which next year's dates are confirmed."""
    return today.month == DATES_CONFIRMED_IN


def in_year(rounds: Iterable[ReturnRound], year: int) -> list[ReturnRound]:
    """The rounds due in the financial year that begins in April of this year, soonest first."""
    first, last = date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH, 1)
    return sorted((one for one in rounds if first <= one.due < last), key=lambda one: one.due)


def _moved(rnd: ReturnRound, state: RoundState, **changes: Any) -> ReturnRound:
    if state not in ROUND_TRANSITIONS[rnd.state]:
        raise NotNow
    return replace(rnd, state=state, version=rnd.version + 1, **changes)
