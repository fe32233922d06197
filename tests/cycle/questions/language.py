"""The demo council's register as the grammar knows it, for tests of what people ask."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cycle.plan.plan_questions import PlanNames
from cycle.questions.names import Vocabulary
from cycle.questions.parse import Language

STARTER = Path(__file__).parents[3] / "bot/demo/starter"
TODAY = date(2026, 10, 12)  # a Monday


class Line(NamedTuple):
    """A line of the register, as far as the grammar reads it."""

    ref: str
    title: str
    aliases: tuple[str, ...] = ()
    service: str = "Housing"
    priority: str = "Homes and communities"
    portfolio_holder: str = ""
    definition: str = ""


@cache
def demo() -> Language:
    """The language of the demo council, whose figures begin in October 2024."""
    lines = [
        Line(
            row["ref"],
            row["title"],
            tuple(part for part in row["aliases"].split(";") if part),
            row["service"],
            row["priority"],
            row["portfolio_holder"],
            row["definition"],
        )
        for row in _rows("indicators.csv")
    ]
    people = [row["name"] for row in _rows("people.csv")]
    plans = PlanNames(
        services={line.service for line in lines},
        priorities=(),
        indicators=[line.ref for line in lines],
    )
    return Language.of(Vocabulary.of(lines, people, first_day=date(2024, 10, 1)), plans)


def of_lines(*lines: Line) -> Language:
    return Language.of(Vocabulary.of(lines))


def _rows(name: str) -> list[dict[str, str]]:
    with (STARTER / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))
