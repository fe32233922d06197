"""What was typed into a form of Improve, as values; what cannot be read is as if left empty."""

from datetime import date

from cards.form_state import FormState
from cycle.review.reading import UnreadableValue, read_day
from features.turn import Visit


def inputs(visit: Visit) -> dict[str, str]:
    """The inputs as typed, to be shown again where something is to be mended."""
    return dict(visit.turn.press.inputs) if visit.turn.press else {}


def to_mend(visit: Visit, *faults: Exception) -> FormState:
    """The form as it was left, with what is to be mended in it."""
    return FormState(typed=inputs(visit), faults=[str(fault) for fault in faults])


def words(visit: Visit, name: str = "words") -> str:
    return inputs(visit).get(name, "").strip()


def day(visit: Visit, name: str) -> date | None:
    """The day of this input; None where there is none, or none that can be read."""
    text = words(visit, name)
    try:
        return read_day(text) if text else None
    except UnreadableValue:
        return None


def number(visit: Visit, name: str) -> int | None:
    """A whole number such as a person's id; None where there is none."""
    text = words(visit, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def seen(visit: Visit) -> int:
    """The version that the pressed card showed."""
    return visit.turn.press.version if visit.turn.press else 0


def verb(visit: Visit) -> str:
    return visit.turn.press.verb if visit.turn.press else ""
