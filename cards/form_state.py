"""A form that is shown again: what was typed comes back, what is to be mended stands on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cycle.refusals import LONGEST_WORDS

LONGEST_TYPED = 3 * LONGEST_WORDS  # characters that a form shows again, far more than are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class FormState:
    """How a person left a form. A form that nobody has touched has nothing of it.

    `typed` are the inputs by their ids, `faults` say what is to be mended, and `notes` are
    sentences that stand above all else: why a press could not stand, or how it ended.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[str] = ()
    notes: Sequence[str] = ()

    def value(self, name: str, otherwise: str = "") -> str | None:
        """What was typed into this input, whole unless no card could hold it."""
        return self.typed.get(name, "")[:LONGEST_TYPED] or otherwise or None

    def summary(self, otherwise: str) -> str:
        """The first fault, for the notification; without one the other words."""
        return self.faults[0] if self.faults else otherwise


UNTOUCHED = FormState()
