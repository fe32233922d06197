"""Who agreed a change that comes in by a file, why, and by which decision.

The columns of a row win over the options of the command. Without an approver the change counts all
the same and is shown as unapproved (decision 0051).
"""

from collections.abc import Collection
from dataclasses import dataclass

from cycle.people import Person
from cycle.plan.cells import Cells

APPROVAL_COLUMNS = ("approver", "reason", "reference")
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Approval:
    """Each part may be empty."""

    approver: str = ""
    reason: str = ""
    reference: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says who agreed, and why."""
        return bool(self.approver.strip() and self.reason.strip())


def read_approval(row: Cells, given: Approval) -> Approval:
    """What the row says, and where it says nothing, the command's options."""
    return Approval(
        approver=row.words("approver") or given.approver.strip(),
        reason=row.words("reason", 500) or given.reason.strip(),
        reference=row.words("reference") or given.reference.strip(),
    )


def is_giver(approver: str, givers: Collection[Person]) -> bool:
    """Whether the approver is one of those who give the figures: they never approve their own."""
    wanted = approver.strip().casefold()
    return any(wanted in (one.name.casefold(), one.email.casefold()) for one in givers)


def unapproved_notes(refs: Collection[str]) -> list[str]:
    """What to look at again: changes that nobody is said to have agreed."""
    if not refs:
        return []
    named = ", ".join(list(refs)[:MOST_NAMED]) + (" and others" if len(refs) > MOST_NAMED else "")
    return [f"unapproved, since no approver is named: {named}; see “what is unapproved”"]
