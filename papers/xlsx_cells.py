"""One cell of a worksheet, as a person would type what it shows, or why it cannot be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from papers.number_formats import Shown, read_format

_LAST_DAY = 2_958_465  # 31 December 9999, as Excel counts days
_LEAP_DAY_THAT_NEVER_WAS = 60  # 29 February 1900, kept by Excel for an older program's sake
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]+)")


class UnreadableCell(Exception):
    """Why a cell cannot be read; follows the cell's name in a sentence."""

    def __str__(self) -> str:
        again = "open the file in Excel, save it, and import it again."
        return str(self.args[0]).replace("{open}", again)


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of a workbook that has these shared texts and a number format per style."""

    texts: Sequence[str]
    formats: Sequence[str]
    counts_from_1904: bool

    def typed(self, cell: Element) -> str:
        """The cell's value as a person would type it: 1234, 95%, 2026-10-12, 2026-09."""
        value = next((child.text for child in cell if local_name(child.tag) == "v"), None)
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(whole_text(child) for child in cell if local_name(child.tag) == "is")
        if not value:
            has_formula = any(local_name(child.tag) == "f" for child in cell)
            if has_formula and kind != "str":  # `=""` is saved as an empty text
                raise UnreadableCell("is a formula without a saved result: {open}")
            return ""
        match kind:
            case "s":
                return self._shared_text(value)
            case "str":
                return _unescaped(value)
            case "b":
                return "yes" if value == "1" else "no"
            case "e":
                raise UnreadableCell(
                    f"holds the error {value}: mend the formula, or empty the cell."
                )
            case "d":
                return value.removesuffix("Z").removesuffix("T00:00:00")
            case _:
                return self._number(value, self._format(cell.get("s", "0")))

    def _shared_text(self, place: str) -> str:
        try:
            return self.texts[int(place)]
        except (ValueError, IndexError):
            raise UnreadableCell("holds a text that the workbook does not: {open}") from None

    def _format(self, style: str) -> str:
        if not self.formats and style == "0":
            return "General"
        if not style.isdigit() or int(style) >= len(self.formats):
            raise UnreadableCell("has a number format that the workbook does not define: {open}")
        return self.formats[int(style)]

    def _number(self, value: str, code: str) -> str:
        try:
            number = Decimal(f"{float(value):.15g}")  # 15 digits are what Excel itself keeps
        except (ValueError, InvalidOperation):
            raise UnreadableCell(
                f"holds “{value[:20]}”, which is not a number: type it again."
            ) from None
        if not number.is_finite():
            raise _no_number(value)
        shown = read_format(code, (number > 0) - (number < 0))
        if shown.shown is Shown.NUMBER:
            percent = "%" * bool(shown.hundreds)
            return f"{_digits(number * 100**shown.hundreds)}{percent}{shown.ending}"
        if shown.shown is Shown.DURATION or (shown.shown is Shown.TIME and number >= 1):
            raise UnreadableCell(
                "is a length of time: give it as a number of minutes, hours or days, whichever "
                "the indicator has."
            )
        return _date_words(self._moment(number), shown.shown)

    def _moment(self, number: Decimal) -> datetime:
        is_no_day = int(number) == _LEAP_DAY_THAT_NEVER_WAS and not self.counts_from_1904
        if not 0 <= number < _LAST_DAY + 1 or is_no_day:
            raise UnreadableCell(
                f"is shown as a date, and {_digits(number)} is none: type the date again."
            )
        seconds = timedelta(seconds=round(float(number % 1) * 86_400))
        if self.counts_from_1904:
            days = int(number)
            if days + 1_462 > _LAST_DAY:
                raise UnreadableCell("is a date after the year 9999: type the date again.")
            first = datetime(1904, 1, 1)  # noqa: DTZ001  Excel knows no zones
        else:
            days = int(number) - (number > _LEAP_DAY_THAT_NEVER_WAS)
            first = datetime(1899, 12, 31)  # noqa: DTZ001
        return first + timedelta(days=days) + seconds


def _no_number(value: str) -> UnreadableCell:
    return UnreadableCell(f"holds “{value[:20]}”, which is not a number: type it again.")


def cell_name(line: int, column: int) -> str:
    """`C3` for the third column, counted from 0, of line 3."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{line}"


def column_of(place: str, following: int) -> int:
    match = _PLACE.fullmatch(place.upper())
    if match is None:
        return following
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def local_name(name: str) -> str:
    return name.rpartition("}")[2]


def whole_text(element: Element) -> str:
    """The text of a string, without the readings that East Asian programs add to it."""
    words = [child.text or "" for child in element if local_name(child.tag) == "t"]
    for run in element:
        if local_name(run.tag) == "r":
            words += [child.text or "" for child in run if local_name(child.tag) == "t"]
    return _unescaped("".join(words))


def _unescaped(text: str) -> str:
    """Undo `_x000D_`, as Excel writes characters that XML cannot hold."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _digits(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date_words(moment: datetime, shown: Shown) -> str:
    if shown is Shown.TIME:
        return moment.time().isoformat()
    if shown is Shown.MONTH:
        return f"{moment:%Y-%m}"  # Excel turns a typed 2026-09 into the first of the month
    if shown is Shown.DAY or moment.time() == moment.time().min:
        return moment.date().isoformat()
    return moment.isoformat()
