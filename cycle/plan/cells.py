"""The cells of an imported row, read one by one, so that every fault in a file is named at once."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from cycle.periods import parse_day
from cycle.plan.keys import clean_key, lookup_key
from cycle.plan.period_cells import read_period_cell
from cycle.text import without_hidden

E = TypeVar("E", bound=StrEnum)

HEADER = 1  # the line on which faults of the columns are reported
LONGEST_WORDS = 200  # characters of a title, name or service; our choice
LONGEST_PASSAGE = 10_000  # characters of a definition or commentary; our choice
FIRST_YEAR, LAST_YEAR = 1900, 2199  # of what may be measured; our choice, to catch slips
YES, NO = ("yes", "true", "1"), ("no", "false", "0")

_FORMULA = ("=", "+", "@", "＝", "＋", "＠")  # a spreadsheet runs a cell that begins so
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell. `line` is where its row begins in the file; the header is 1."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"Line {self.line}, {self.column}: {self.reason}"


class Doubted(ValueError):
    """Nothing of the file was kept: every cell can stand, and some look like slips.

    The message has a line for every doubt, in the file's order, and says how to answer yes.
    """

    def __init__(self, doubts: Iterable[CellFault]) -> None:
        self.doubts = tuple(sorted(doubts, key=lambda doubt: doubt.line))
        super().__init__("\n".join([*map(str, self.doubts), how_to_accept(self.doubts)]))


def how_to_accept(doubts: Iterable[CellFault]) -> str:
    """What to add to the command where the doubtful cells are right."""
    lines = ",".join(str(line) for line in dict.fromkeys(doubt.line for doubt in doubts))
    return (
        "If these are right, import with --accept-doubts, or of some lines only with "
        f"--accept-doubts={lines}."
    )


class BadRows(ValueError):
    """Nothing of the file was kept. The message has a line for every fault, in the file's order."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(slots=True)
class Cells:
    """One row. A cell that cannot be read is noted in `faults`, and reads as its default.

    `doubts` are cells that can stand, but look like slips; `days` are the days and the periods'
    ends that were read, by column. A column that is not in the file is told apart from a blank cell
    by `has`.
    """

    line: int
    cells: Mapping[str, str]
    faults: list[CellFault] = field(default_factory=list)
    doubts: list[CellFault] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)

    def has(self, column: str) -> bool:
        return column in self.cells

    def raw(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def fault(self, column: str, reason: str) -> None:
        self.faults.append(CellFault(self.line, column, reason))

    def doubt(self, column: str, question: str) -> None:
        self.doubts.append(CellFault(self.line, column, question))

    def words(self, column: str, longest: int = LONGEST_WORDS, *, required: bool = False) -> str:
        """One line of text, such as a title. Refuses what a spreadsheet would run as a formula."""
        text = " ".join(visible(self.raw(column)).split())
        self._judge_words(column, text, longest, required)
        return text

    def key(self, column: str, longest: int = LONGEST_WORDS, *, required: bool = False) -> str:
        """A reference, an e-mail or a name, as `clean_key` keeps it."""
        text = clean_key(self.raw(column))
        self._judge_words(column, text, longest, required)
        return text

    def _judge_words(self, column: str, text: str, longest: int, required: bool) -> None:
        if required and not text:
            self.fault(column, "is blank, and must be given.")
        elif text.startswith(_FORMULA):
            self.fault(column, f"{quoted(text)} begins like a spreadsheet formula: type the text.")
        elif len(text) > longest:
            self.fault(column, f"has {len(text):,} characters; {longest:,} are the most.")

    def several(self, column: str) -> tuple[str, ...]:
        """Short texts parted by semicolons, each once."""
        texts = [" ".join(part.split()) for part in self.words(column, 2000).split(";")]
        for text in texts:
            if text.startswith(_FORMULA):
                self.fault(column, f"{quoted(text)} begins like a spreadsheet formula.")
        return tuple(dict.fromkeys(text for text in texts if text))

    def passage(self, column: str, longest: int = LONGEST_PASSAGE) -> str:
        """Text of several lines, kept plain whatever it begins with."""
        text = visible(self.raw(column), keep="\n\t").strip()
        if len(text) > longest:
            self.fault(column, f"has {len(text):,} characters; {longest:,} are the most.")
        return text

    def choice(self, column: str, choices: type[E], default: E | None = None) -> E:
        """One of the few, in capitals or not; without a default the cell must not be blank."""
        text = " ".join(self.raw(column).split())
        for one in choices:
            if text.casefold() == one.value.casefold():
                return one
        if text or default is None:
            said = f"{quoted(text)} is none of the choices" if text else "is blank"
            self.fault(column, f"{said}: write {_or(one.value for one in choices)}.")
        return default or next(iter(choices))

    def number(self, column: str, signs: str = "") -> Decimal | None:
        """A number written in full, with its sign such as `%` if it may carry one; or None."""
        text = self.raw(column)
        if not text:
            return None
        plain = text.replace("−", "-")
        for sign in signs:
            plain = plain.replace(sign, "", 1).strip()
        if _THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
        if _NUMBER.fullmatch(plain):
            return Decimal(plain)
        self.fault(column, f"{quoted(text)} is not a number: write it in full, as 1200 or 12.5.")
        return None

    def whole(self, column: str, low: int, high: int, default: int) -> int:
        text = self.raw(column)
        if not text:
            return default
        if text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high:
            return int(text)
        self.fault(column, f"{quoted(text)} is not a whole number from {low} to {high}.")
        return default

    def day(self, column: str) -> date | None:
        """A day as `2026-04-01` or `1/4/2026`, day before month; None where the cell is blank."""
        text = " ".join(self.raw(column).split())
        day = parse_day(text)
        if text and day is None:
            self.fault(column, f"{quoted(text)} is not a day: write it as 2026-04-01.")
        elif day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fault(column, f"{quoted(text)} is not of our time: is the year mistyped?")
            return None
        if day is not None:
            self.days[column] = day
        return day

    def yes(self, column: str, default: bool) -> bool:
        text = self.raw(column).casefold()
        if text and text not in YES + NO:
            self.fault(column, f"{quoted(text)} is neither yes nor no.")
        return text in YES if text else default


def column_faults(
    columns: Collection[str], required: Collection[str], known: Collection[str]
) -> list[CellFault]:
    """What is wrong with the header: columns that are missing, and those that nobody knows."""
    missing = [name for name in required if name not in columns]
    expected = f"the columns are {', '.join(known)}"
    faults = [CellFault(HEADER, name, f"this column is missing; {expected}.") for name in missing]
    for name in columns:
        if name not in known:
            near = get_close_matches(name, known, 1)
            perhaps = f"is {near[0]} meant?" if near else f"{expected}."
            faults.append(CellFault(HEADER, quoted(name), f"this column is not known; {perhaps}"))
    return faults


def refuse_repeated(rows: Iterable[Cells], *columns: str) -> None:
    """Note in a row that an earlier one is about the same, by `lookup_key`."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(_same_key(row, column) for column in columns)
        line = first.setdefault(key, row.line)
        if line != row.line and all(key):
            said = " ".join(row.raw(column) for column in columns)
            row.fault(columns[-1], f"{quoted(said)} is on line {line} already.")


def _same_key(row: Cells, column: str) -> str:
    text = row.raw(column)
    period = read_period_cell(text) if column == "period" else None
    return str(period) if period else lookup_key(text)


def visible(text: str, keep: str = "") -> str:
    """The text composed, and without characters that cannot be seen or that turn the writing."""
    composed = unicodedata.normalize("NFC", without_hidden(text))
    if composed.isprintable():
        return composed
    return "".join(
        " " if letter in "\n\t" and letter not in keep else letter for letter in composed
    )


def quoted(text: str) -> str:
    """What was typed, short enough to be said back."""
    words = " ".join(visible(text[:200]).split())
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"


def _or(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
