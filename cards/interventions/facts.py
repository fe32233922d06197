"""What the cards of an intervention show of it, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards.concerns.minutes import MinuteLine
from cards.elements import ButtonRef
from cards.form_state import FormState
from cards.person_fields import Names, iso, named
from cycle.improve.intervention import Intervention, Stage
from cycle.plan.indicator import Indicator

STAGES: Mapping[Stage, str] = {  # a shape goes with each word
    Stage.ASKED: "○ Asked for",
    Stage.PROPOSED: "○ Proposed",
    Stage.SENT_BACK: "↩ Sent back",
    Stage.AGREED: "● Agreed",
    Stage.RUNNING: "▶ Running",
    Stage.WORKING: "✓ Working",
    Stage.NOT_WORKING: "✕ Not working",
    Stage.CLOSED: "■ Closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionFacts:
    """An intervention, and whose names stand on its card.

    Without an `ask` nothing can be pressed. `measured` is the effect's indicator where that is
    another. `overdue` is how late the step is that the card asks for, in working days; `until` the
    day filled in beforehand where one is asked for. `progress` is oldest first.
    """

    intervention: Intervention
    indicator: Indicator
    names: Names
    ask: ButtonRef | None = None
    measured: Indicator | None = None
    progress: Sequence[MinuteLine] = ()
    overdue: int = 0
    until: date | None = None

    @property
    def effect_indicator(self) -> Indicator:
        return self.measured or self.indicator

    @property
    def stage(self) -> str:
        """`▶ Running`."""
        return STAGES[self.intervention.stage]

    @property
    def asker(self) -> str:
        """Who asked for it, as a sentence begins."""
        return self.intervention.asker[:1].upper() + self.intervention.asker[1:]

    def name(self, person: int | None, otherwise: str = "nobody yet") -> str:
        return named(self.names, person, otherwise)

    def day(self, state: FormState) -> str | None:
        """The day in the input `until`."""
        return state.value("until", iso(self.until))
