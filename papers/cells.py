"""One cell of a table: what a person would type, safe to open in a spreadsheet."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from cycle.text import without_hidden

Cell = str | int | float | Decimal | date | datetime | bool | None

# Spreadsheets run a cell that begins so as a formula; some also do so behind full-width signs.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Unreadable(ValueError):
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


def typed(value: object, number_format: str | None) -> str:
    """A workbook's value as a person would type it: 1234, 95%, 2026-10-12, 2026-09 for a month."""
    shown_as = (number_format or "").lower()
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() if "m" in shown_as and "y" in shown_as and "d" not in shown_as:
            return f"{value:%Y-%m}"  # Excel turns a typed 2026-09 into the first of the month
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case int() | float() if "%" in shown_as:
            return f"{_digits(Decimal(f'{value:.15g}') * 100)}%"
        case int() | float():
            return _digits(Decimal(f"{value:.15g}"))  # 15 digits are what Excel itself keeps
        case _:
            return str(value)


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
