"""The table of corporate risks, read: each row a risk, or every reason why it cannot stand."""

from collections.abc import Callable, Mapping, Sequence

from cycle.improve.risk import Impact, Likelihood, Risk, RiskStatus
from cycle.plan.cells import Cells, quoted
from cycle.plan.directory import NotInDirectory
from cycle.plan.keys import lookup_key

REQUIRED = ("ref", "title", "owner", "likelihood", "impact")
COLUMNS = (*REQUIRED, "status", "indicators")

Find = Callable[[str], int]  # the id of the person meant; raises NotInDirectory


def read_risks(
    rows: Sequence[Cells], find: Find, indicators: Mapping[str, int], known: Mapping[str, Risk]
) -> dict[str, Risk]:
    """Every risk in the table by reference; what cannot stand is noted in the rows' faults.

    `indicators` are ids by `lookup_key` of their references, `known` is by reference. A
    column that is not in the file leaves what is known; a blank cell of `indicators` unlinks them
    all.
    """
    by_key = {lookup_key(ref): risk for ref, risk in known.items()}
    read = (_risk(row, find, indicators, by_key) for row in rows)
    return {risk.ref: risk for risk in read}


def _risk(row: Cells, find: Find, indicators: Mapping[str, int], known: Mapping[str, Risk]) -> Risk:
    ref = row.key("ref", 20, required=True)
    before = known.get(lookup_key(ref))
    watching = before.indicators if before else frozenset()
    if row.has("indicators"):
        watching = frozenset(_linked(row, indicators))
    return Risk(
        ref=before.ref if before else ref,
        title=row.words("title", required=True),
        owner=_owner(row, find),
        likelihood=Likelihood(_place(row, "likelihood")),
        impact=Impact(_place(row, "impact")),
        status=row.choice("status", RiskStatus, before.status if before else RiskStatus.OPEN),
        indicators=watching,
        version=before.version if before else 1,
    )


def _owner(row: Cells, find: Find) -> int | None:
    """Blank is the performance team's."""
    if not (text := row.words("owner")):
        return None
    try:
        return find(text)
    except NotInDirectory as why:
        row.fault("owner", f"{why}: import people first, or leave the cell blank.")
        return None


def _place(row: Cells, column: str) -> int:
    if not row.raw(column):
        row.fault(column, "is blank: write a whole number from 1 to 5.")
    return row.whole(column, 1, 5, 1)


def _linked(row: Cells, indicators: Mapping[str, int]) -> list[int]:
    found = []
    for ref in row.several("indicators"):
        own = indicators.get(lookup_key(ref))
        if own is None:
            row.fault("indicators", f"there is no indicator {quoted(ref)} in the register.")
        else:
            found.append(own)
    return found
