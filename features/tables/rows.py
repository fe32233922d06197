"""What a row of a table holds, declared: a model's fields are the columns, their types the rules.

    class RiskRow(TableRow):
        ref: Ref
        title: RequiredWords
        owner: Anyone = None
        likelihood: Annotated[int, whole_cell(1, 5)]
        status: Annotated[RiskStatus, choice_cell(RiskStatus)] = RiskStatus.OPEN

A field without a default is a column that the file must have. A column that the file leaves out,
and a blank cell of one that has a default, read as the default; `has` tells the two apart. A cell
that cannot be read is noted with line, column and sentence, and so are all others of the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, PlainValidator, PrivateAttr, ValidationError
from pydantic_core.core_schema import ValidationInfo

from cycle.periods import Frequency, Period
from cycle.plan.cells import FIRST_YEAR, LAST_YEAR, Cells, quoted
from cycle.plan.directory import NotInDirectory
from cycle.plan.indicator import Indicator
from cycle.plan.period_cells import read_period_cell
from features.tables.job import ImportJob

LONGEST_REF = 20  # characters


@dataclass(frozen=True, slots=True)
class RowContext:
    """What the reading of one row may look at."""

    cells: Cells
    job: ImportJob


class ImportRow(BaseModel):
    """One row, read. Subclasses declare the columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    key_columns: ClassVar[tuple[str, ...]] = ("ref",)
    _cells: Cells = PrivateAttr()

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return tuple(cls.model_fields)

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return tuple(name for name, field in cls.model_fields.items() if field.is_required())

    @classmethod
    def read(cls, cells: Cells, job: ImportJob) -> Self | None:
        """The row, or None where its cells are such that nothing can be made of them."""
        given = {
            name: cells.raw(name)
            for name, field in cls.model_fields.items()
            if cells.has(name) and (cells.raw(name) or field.is_required())
        }
        try:
            row = cls.model_validate(given, context=RowContext(cells, job))
        except ValidationError as error:
            for fault in error.errors():
                cells.fault(str(fault["loc"][0]), f"{fault['msg']}.")
            return None
        row._cells = cells
        return row

    @property
    def line(self) -> int:
        return self._cells.line

    def has(self, column: str) -> bool:
        """Whether the file has the column, blank or not."""
        return self._cells.has(column)

    def is_given(self, column: str) -> bool:
        """Whether the file has the column, and the cell is not blank."""
        return bool(self._cells.raw(column))

    def fault(self, column: str, reason: str) -> None:
        """Refuse the row, and with it the file."""
        self._cells.fault(column, reason)

    def doubt(self, column: str, question: str) -> None:
        """Ask before the row is taken in."""
        self._cells.doubt(column, question)


def cell(read: Callable[[Cells, str], Any]) -> PlainValidator:
    """A type of cell, read by a function of (cells, column) that notes what is wrong."""

    def validate(_: object, info: ValidationInfo) -> Any:
        return read(_context(info).cells, str(info.field_name))

    return PlainValidator(validate)


def looked_up(read: Callable[[Cells, str, ImportJob], Any]) -> PlainValidator:
    """As `cell`, where the job says what there is: people, indicators, the day."""

    def validate(_: object, info: ValidationInfo) -> Any:
        return read(_context(info).cells, str(info.field_name), _context(info).job)

    return PlainValidator(validate)


def _context(info: ValidationInfo) -> RowContext:
    context = info.context
    assert isinstance(context, RowContext)  # TableRow.read gives it
    return context


def key_cell(longest: int = LONGEST_REF) -> PlainValidator:
    return cell(lambda cells, column: cells.key(column, longest, required=True))


def words_cell(longest: int, *, required: bool = False) -> PlainValidator:
    return cell(lambda cells, column: cells.words(column, longest, required=required))


def passage_cell(longest: int, *, blank: str = "") -> PlainValidator:
    """Text of several lines; `blank` says what to write where it must not be blank."""

    def read(cells: Cells, column: str) -> str:
        text = cells.passage(column, longest)
        if blank and not text:
            cells.fault(column, f"is blank: {blank}.")
        return text

    return cell(read)


def whole_cell(low: int, high: int) -> PlainValidator:
    """A whole number; where the column must be there, the cell must not be blank."""

    def read(cells: Cells, column: str) -> int:
        if not cells.raw(column):
            cells.fault(column, f"is blank: write a whole number from {low} to {high}.")
        return cells.whole(column, low, high, low)

    return cell(read)


def choice_cell(choices: type[StrEnum]) -> PlainValidator:
    return cell(lambda cells, column: cells.choice(column, choices))


def number_cell(signs: str = "", *, blank: str = "") -> PlainValidator:
    """A number; None where the cell is blank, which `blank` refuses, saying what to write."""

    def read(cells: Cells, column: str) -> Decimal | None:
        if blank and not cells.raw(column):
            cells.fault(column, f"is blank: {blank}.")
        return cells.number(column, signs)

    return cell(read)


def person_cell(*, blank: str = "", remedy: str = "import people first") -> PlainValidator:
    """A person's id by e-mail or exact name; `blank` refuses a blank cell, and says what to do."""

    def read(cells: Cells, column: str, job: ImportJob) -> int | None:
        text = cells.words(column)
        if not text:
            if blank:
                cells.fault(column, f"is blank: {blank}.")
            return None
        try:
            return job.find_person(text)
        except NotInDirectory as why:
            cells.fault(column, f"{why}: {remedy}.")
            return None

    return looked_up(read)


def indicator_cell(*, blank: str = "") -> PlainValidator:
    """An indicator by its reference; None where it is blank or unknown."""

    def read(cells: Cells, column: str, job: ImportJob) -> Indicator | None:
        text = cells.raw(column)
        if not text:
            if blank:
                cells.fault(column, f"is blank: {blank}.")
            return None
        try:
            return job.find_indicator(text)
        except NotInDirectory as why:
            cells.fault(column, f"{why}.")
            return None

    return looked_up(read)


def indicators_cell() -> PlainValidator:
    """Indicators by reference, separated by semicolons: their ids."""

    def read(cells: Cells, column: str, job: ImportJob) -> frozenset[int]:
        found = set()
        for ref in cells.several(column):
            try:
                found.add(job.find_indicator(ref).id)
            except NotInDirectory as why:
                cells.fault(column, f"{why}.")
        return frozenset(found)

    return looked_up(read)


def period_cell(frequency: Frequency | None = None) -> PlainValidator:
    """A period, of that frequency where one is named; None where it cannot be read."""

    def read(cells: Cells, column: str) -> Period | None:
        text = cells.raw(column)
        found = read_period_cell(text, frequency)
        if found is None or not FIRST_YEAR <= found.start.year <= LAST_YEAR:
            said = f"{quoted(text)} is not a period" if text else "is blank"
            cells.fault(column, f"{said}: write it as 2026-09, 2026/27 Q2 or 2026/27.")
            return None
        if frequency is not None and found.frequency is not frequency:
            cells.fault(column, f"{quoted(text)} is not {frequency}.")
            return None
        cells.days[column] = found.end
        return found

    return cell(read)


Ref = Annotated[str, key_cell()]
Words = Annotated[str, words_cell(200)]
RequiredWords = Annotated[str, words_cell(200, required=True)]
Passage = Annotated[str, passage_cell(10_000)]
Several = Annotated[tuple[str, ...], cell(Cells.several)]
Day = Annotated[date | None, cell(Cells.day)]
Number = Annotated[Decimal | None, number_cell()]
YesNo = Annotated[bool, cell(lambda cells, column: cells.yes(column, default=False))]
Anyone = Annotated[int | None, person_cell()]
AnyPeriod = Annotated[Period | None, period_cell()]
KnownIndicator = Annotated[Indicator | None, indicator_cell()]
