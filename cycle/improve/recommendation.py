"""A recommendation of audit or inspection, followed like an intervention that the board asks for.

It is known by the reference that its report gives it. Whoever it names proposes what will be done,
the board agrees, and it is chased and listed like any other; an effect may be promised and need not
be. The board closes it, or whoever made it says that it is met.

Source: Performance Management Framework (September 2025), the Board's duties; the days are our
choice.
"""

from dataclasses import dataclass, replace
from datetime import date

from cycle.improve.intervention import Intervention, Origin, Stage
from cycle.periods import WorkingDays

PROPOSE_WITHIN = 10  # working days, as the board's own form fills in; our choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One line of the table: people and the indicator by id.

    `asked_by` is who in the council follows it up, `due` the day by which it is to be met.
    """

    reference: str
    origin: Origin
    what: str
    indicator: int
    owner: int
    asked_by: int
    due: date


def asked(new: Recommendation, today: date, calendar: WorkingDays) -> Intervention:
    """The intervention it asks for: to be proposed within ten working days, or by its own day."""
    within = calendar.after(today, PROPOSE_WITHIN)
    return Intervention(
        what=new.what,
        owner=new.owner,
        propose_by=min(within, new.due),
        asked_by=new.asked_by,
        asked_on=today,
        origin=new.origin,
        reference=new.reference,
        due=new.due,
    )


def restated(before: Intervention, now: Recommendation) -> Intervention:
    """As the table says it now. Left as it was where nothing differs, or where it is closed."""
    same = (before.what, before.owner, before.asked_by, before.due)
    if not before.is_live or same == (now.what, now.owner, now.asked_by, now.due):
        return before
    return replace(
        before,
        what=now.what,
        owner=now.owner,
        asked_by=now.asked_by,
        due=now.due,
        version=before.version + 1,
    )


def met(before: Intervention, words: str, today: date) -> Intervention:
    """Closed, since whoever made the recommendation says that it is met; their words are kept.

    Left as it was where it is closed already.
    """
    if not before.is_live:
        return before
    return replace(
        before, stage=Stage.CLOSED, closed_on=today, reason=words, version=before.version + 1
    )
