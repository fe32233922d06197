"""Sign-off: where the register names a certifier, a figure is certified or sent back with a note.

A figure counts and is coloured from the moment it is given; until it is certified every card says
that it is not. Whoever gave it does not certify it. Source: our choice; the framework asks owners
for valid figures and names no second pair of eyes.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from cycle.acting import may_act
from cycle.people import Person
from cycle.periods import Period, WorkingDays, day_words, london_day
from cycle.plan.indicator import Indicator
from cycle.refusals import NotNow, Refused, check, words_refused
from cycle.review.figure import Figure
from cycle.review.outstanding import is_awaited, stage_of


class NotYoursToCertify(Refused):
    """The register names somebody else to certify this indicator's figures."""


class GaveItThemselves(Refused):
    """You gave this figure yourself, so somebody else certifies it."""


class SignOffState(StrEnum):
    """Where one version of a figure stands."""

    SUBMITTED = "submitted, not yet certified"
    CERTIFIED = "certified"
    SENT_BACK = "sent back"
    REPLACED = "replaced"  # by a later version, before it was certified


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """The sign-off of one version of a figure. `at` is when it came into its state, `by` whose."""

    id: int = 0
    indicator: int
    period: Period
    version: int
    state: SignOffState = SignOffState.SUBMITTED
    at: datetime
    by: int | None = None
    by_name: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """As every card says it beside the figure."""
        day = day_words(london_day(self.at))
        match self.state:
            case SignOffState.CERTIFIED:
                return f"✓ Certified by {self.by_name} on {day}"
            case SignOffState.SENT_BACK:
                return f"↩ Sent back by {self.by_name} on {day}: not certified"
            case _:
                return "Submitted, not yet certified"


def needs_sign_off(indicator: Indicator, figure: Figure) -> bool:
    """Whether somebody is to certify the figure."""
    return indicator.certifier is not None and figure.is_given


def is_final(sign_off: SignOff | None, figure: Figure | None) -> bool:
    """Whether the figure is certified, so that a change needs its cause and an opening.

    Not while more is promised: then the final value is given as it was announced.
    """
    if sign_off is None or figure is None or sign_off.version != figure.version:
        return False
    return sign_off.state is SignOffState.CERTIFIED and not is_awaited(figure)


def certified(
    sign_off: SignOff, figure: Figure, by: Person, certifier: Person | None, now: datetime
) -> SignOff:
    """Raises NotYoursToCertify, GaveItThemselves or NotNow."""
    return _decided(sign_off, figure, by, certifier, now, SignOffState.CERTIFIED)


def sent_back(
    sign_off: SignOff,
    figure: Figure,
    by: Person,
    certifier: Person | None,
    now: datetime,
    note: str,
) -> SignOff:
    """For a correction. Raises the same, and what is wrong with the note."""
    after = _decided(sign_off, figure, by, certifier, now, SignOffState.SENT_BACK)
    check(words_refused(note))
    return replace(after, note=note)


def is_reminded(sign_off: SignOff, today: date, calendar: WorkingDays) -> bool:
    """Whether the certifier hears today: a day after it was submitted, then ever more seldom."""
    waited = calendar.between(london_day(sign_off.at), today)
    return waited > 0 and stage_of(waited) is not None


def _decided(
    sign_off: SignOff,
    figure: Figure,
    by: Person,
    certifier: Person | None,
    now: datetime,
    state: SignOffState,
) -> SignOff:
    if not may_act(by, certifier):
        raise NotYoursToCertify
    if figure.given_by == by.id:
        raise GaveItThemselves
    if sign_off.state is not SignOffState.SUBMITTED or sign_off.version != figure.version:
        raise NotNow
    return replace(sign_off, state=state, at=now, by=by.id, by_name=by.name)
