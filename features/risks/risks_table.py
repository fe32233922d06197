"""The corporate risk register comes in from a file: known by reference; others stay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from cycle.improve.risk import Impact, Likelihood, Risk, RiskStatus
from cycle.plan.cells import quoted
from cycle.plan.keys import lookup_key
from features.tables.engine import TableImport
from features.tables.rows import (
    ImportRow,
    Ref,
    RequiredWords,
    choice_cell,
    indicators_cell,
    person_cell,
    whole_cell,
)
from storage import risks


class RiskImportRow(ImportRow):
    """A blank owner is the performance team's; a blank cell of `indicators` unlinks them all."""

    ref: Ref
    title: RequiredWords
    owner: Annotated[int | None, person_cell(remedy="import people first, or leave the cell blank")]
    likelihood: Annotated[int, whole_cell(1, 5)]
    impact: Annotated[int, whole_cell(1, 5)]
    status: Annotated[RiskStatus, choice_cell(RiskStatus)] = RiskStatus.OPEN
    indicators: Annotated[frozenset[int], indicators_cell()] = frozenset()


class RisksTable(TableImport[Risk, RiskImportRow]):
    name, noun, model = "risks", "risk", RiskImportRow

    def load(self) -> Mapping[str, Risk]:
        return {lookup_key(risk.ref): risk for risk in risks.everything(self.job.session).values()}

    def build(self, row: RiskImportRow, before: Risk | None) -> Risk:
        now = Risk(
            ref=row.ref,
            title=row.title,
            owner=row.owner,
            likelihood=Likelihood(row.likelihood),
            impact=Impact(row.impact),
            status=row.status,
            indicators=row.indicators,
        )
        is_new_owner = before is None or before.owner != row.owner
        if row.owner is not None and is_new_owner and self.job.may_only_look(row.owner):
            name = quoted(self.job.everyone[row.owner].name)
            row.doubt("owner", f"{name} may only look, and is not asked: name another?")
        if before is None:
            return now
        return replace(
            now,
            ref=before.ref,
            status=row.status if row.is_given("status") else before.status,
            indicators=row.indicators if row.has("indicators") else before.indicators,
            version=before.version,
        )

    def subject(self, thing: Risk) -> str:
        return thing.ref

    def described(self, thing: Risk) -> str:
        return thing.title

    def cells(self, thing: Risk) -> dict[str, str]:
        linked = sorted(self.job.refs[one] for one in thing.indicators if one in self.job.refs)
        return {
            "title": thing.title,
            "owner": self.job.emails.get(thing.owner or 0, ""),
            "likelihood": str(int(thing.likelihood)),
            "impact": str(int(thing.impact)),
            "status": thing.status.value,
            "indicators": ";".join(linked),
        }

    def record(self, new: Sequence[Risk], changed: Sequence[tuple[Risk, Risk]]) -> None:
        for risk in [*new, *(after for _, after in changed)]:
            risks.add(self.job.session, risk)
