"""Who agreed a change that comes in by a file, why, and by which decision."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Approval:
    """As given on the command line; each part may be empty."""

    approver: str = ""
    reason: str = ""
    reference: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says who agreed, and why."""
        return bool(self.approver.strip() and self.reason.strip())
