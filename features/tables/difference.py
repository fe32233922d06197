"""What an imported file changes, in the words that `--dry-run` and the import print."""

from collections.abc import Iterable
from dataclasses import dataclass

from cycle.periods import Period
from cycle.plan.cells import CellFault, how_to_accept, quoted

MOST_DETAILS = 20  # changed rows named in the words; our choice
LONGEST_TEXT = 40  # characters of a text that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Counts of rows. `details` has a line for every changed row, `notes` what to look at again,
    `doubts` what wants a yes.

    `kept` says of which (indicator's id, period) the figure, target or terms are new: whatever
    depends on them is to be judged again.
    """

    new: int
    changed: int
    unchanged: int
    details: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[CellFault, ...] = ()
    kept: frozenset[tuple[int, Period]] = frozenset()

    @property
    def words(self) -> str:
        """`2 new, 3 changed: HOU-01 target 90 → 95; 42 unchanged`, and a line for every note."""
        if not self.details:
            summary = f"{self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged"
        else:
            left = len(self.details) - MOST_DETAILS
            more = f"; and {left:,} more" if left > 0 else ""
            named = "; ".join(self.details[:MOST_DETAILS]) + more
            summary = f"{self.new:,} new, {self.changed:,} changed: {named}; "
            summary += f"{self.unchanged:,} unchanged"
        lines = [summary, *(f"Note: {note}." for note in self.notes)]
        if self.doubts:
            lines += [*(f"Doubt: {doubt}" for doubt in self.doubts), how_to_accept(self.doubts)]
        return "\n".join(lines)


def detail(subject: str, changes: Iterable[tuple[str, str, str]]) -> str:
    """One changed row: `HOU-01 target 90 → 95, owner Raj Patel → Olive Marsh`."""
    return f"{subject} " + ", ".join(
        f"{name.replace('_', ' ')} {_short(old)} → {_short(new)}" for name, old, new in changes
    )


def _short(text: str) -> str:
    if not text:
        return "blank"
    return text if len(text) <= LONGEST_TEXT and text.isprintable() else quoted(text)
