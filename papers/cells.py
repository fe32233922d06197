"""One cell of a table: what a person would type, safe to open in a spreadsheet."""

import re
from datetime import date, datetime
from decimal import Decimal

from cycle.text import without_hidden

Cell = str | int | float | Decimal | date | datetime | bool | None

# Spreadsheets run a cell that begins so as a formula; some also do so behind full-width signs.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


class UnreadableFile(ValueError):
    """The file cannot be read as a table; the message says why and what to do, in sentences."""


class CannotWrite(ValueError):
    """The table cannot be written there; the message says why."""


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run; a plain number needs none."""
    return f"'{text}" if _FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Undo `guarded`; other text keeps its apostrophe."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def written(cell: Cell) -> str:
    """A cell as text in a file: ISO days and instants, yes and no, digits without exponent."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return guarded(without_hidden(cell))
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case _:
            return str(cell)
