"""The tables that come in from files, in the order in which they need each other."""

import re
from collections.abc import Sequence

from features.audit_plan import AuditPlanTable
from features.benchmarks.tables import AreasTable, BenchmarksTable, NeighboursTable
from features.figures.figures_table import FiguresTable
from features.finance import FinanceTable
from features.interventions.recommendations import RecommendationsTable
from features.plans.imports import ActionsTable, PlansTable, PrioritiesTable
from features.register.indicators_table import IndicatorsTable
from features.register.people_table import PeopleTable
from features.register.targets_table import TargetsTable
from features.returns.tables import ReturnDatesTable, ReturnsTable
from features.risks.risks_table import RisksTable
from features.series.breaks_table import BreaksTable
from features.tables.engine import Importer

TABLES: tuple[Importer, ...] = (
    PeopleTable,
    IndicatorsTable,
    TargetsTable,
    FiguresTable,
    RisksTable,
    RecommendationsTable,
    PlansTable,
    PrioritiesTable,
    ActionsTable,
    ReturnsTable,
    ReturnDatesTable,
    FinanceTable,
    AuditPlanTable,
    BreaksTable,
    AreasTable,
    NeighboursTable,
    BenchmarksTable,
)
BY_NAME = {table.name: table for table in TABLES}

ALL_LINES = frozenset({0})  # `--accept-doubts` without lines; no line of a file is number 0
_FLAG = "--accept-doubts"
_LINES = re.compile(r"[0-9]+(,[0-9]+)*")


def accepted_lines(text: str) -> frozenset[int]:
    """The lines named, as `3,7`; raises ValueError for anything else."""
    return frozenset(int(part) for part in text.split(","))


def name_all_lines(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--accept-doubts` alone as `--accept-doubts=0`, which is all lines."""
    named: list[str] = []
    for argument in arguments:
        if named and named[-1] == f"{_FLAG}=0" and _LINES.fullmatch(argument):
            named[-1] = f"{_FLAG}={argument}"
        else:
            named.append(f"{_FLAG}=0" if argument == _FLAG else argument)
    return named
