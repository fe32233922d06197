"""Councils, groups of neighbours and what others have published come in from files."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

from cycle.plan.cells import Cells, quoted
from cycle.plan.keys import lookup_key
from cycle.plan.register import written
from cycle.review.benchmark import Area, Benchmark, Comparable, Neighbour
from features.tables.engine import TableEntry, TableImport
from features.tables.rows import (
    AnyPeriod,
    Day,
    ImportRow,
    KnownIndicator,
    Number,
    Passage,
    Ref,
    RequiredWords,
    Words,
    choice_cell,
    whole_cell,
)
from papers.sheets import Row, Sheet
from storage import benchmarks

ABOLISHED = ("false", "no")


class AreaImportRow(ImportRow):
    """A council by the code of its area."""

    key_columns = ("code",)

    code: Ref
    name: RequiredWords
    type: Words = ""
    region: Words = ""


class AreasTable(TableImport[Area, AreaImportRow]):
    """Known by code. The open list of councils by mySociety is read as it is downloaded."""

    name, noun, model = "areas", "council", AreaImportRow
    open_names: ClassVar[Mapping[str, str]] = {
        "gss-code": "code",
        "nice-name": "name",
        "local-authority-type-name": "type",
    }

    @classmethod
    def own_sheet(cls, sheet: Sheet) -> Sheet:
        """The open list under our columns, without councils that are no more."""
        if "gss-code" not in sheet.columns:
            return sheet
        rows = [row for row in sheet.rows if not _is_abolished(row)]
        names = {**{name: name for name in ("region",)}, **cls.open_names}
        return Sheet(
            columns=tuple(names.values()),
            rows=tuple(
                Row(row.line, {own: row.cells[theirs] for theirs, own in names.items()})
                for row in rows
            ),
            notes=(*sheet.notes, f"read the open list of councils: {len(rows)} in being"),
        )

    def load(self) -> Mapping[str, Area]:
        return {lookup_key(area.code): area for area in benchmarks.all_areas(self.job.session)}

    def build(self, row: AreaImportRow, before: Area | None) -> Area:
        return Area(
            code=before.code if before else row.code,
            name=row.name,
            type=row.type,
            region=row.region,
        )

    def subject(self, thing: Area) -> str:
        return thing.code

    def cells(self, thing: Area) -> dict[str, str]:
        return {"name": thing.name, "type": thing.type, "region": thing.region}

    def record(self, new: Sequence[Area], changed: Sequence[tuple[Area, Area]]) -> None:
        benchmarks.save_areas(self.job.session, [*new, *(after for _, after in changed)])


class NeighbourImportRow(ImportRow):
    """One council of a group; `area` is its code or its name."""

    key_columns = ("group", "area")

    group: RequiredWords
    area: RequiredWords
    place: Annotated[int, whole_cell(0, 100)] = 0


class NeighboursTable(TableImport[Neighbour, NeighbourImportRow]):
    """Known by group and council; those not in the file stay."""

    name, noun, model = "neighbours", "neighbour", NeighbourImportRow

    def load(self) -> Mapping[str, Neighbour]:
        self._areas = AreaFinder(benchmarks.all_areas(self.job.session))
        self._kept = benchmarks.all_neighbours(self.job.session)
        return {}

    def build(self, row: NeighbourImportRow, before: Neighbour | None) -> Neighbour:
        return Neighbour(group=row.group, area=self._areas.find(row, row.area), place=row.place)

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[Neighbour]]:
        entries = super().read(rows)
        kept = {(each.group, each.area): each for each in self._kept}
        self.refuse_repeated_things(
            (entry.cells, f"{entry.after.group} {entry.after.area}") for entry in entries
        )
        return [
            TableEntry(entry.cells, kept.get((entry.after.group, entry.after.area)), entry.after)
            for entry in entries
        ]

    def judge(self, entries: Sequence[TableEntry[Neighbour]]) -> None:
        members = {(each.group, each.area) for each in self._kept}
        members |= {(entry.after.group, entry.after.area) for entry in entries}
        sizes = Counter(group for group, _ in members)
        for entry in entries:
            if sizes[entry.after.group] == 1:
                entry.cells.doubt(
                    "group", f"{quoted(entry.after.group)} has one council only: is that meant?"
                )

    def subject(self, thing: Neighbour) -> str:
        return f"{thing.group}: {thing.area}"

    def cells(self, thing: Neighbour) -> dict[str, str]:
        return {"place": str(thing.place)}

    def record(
        self, new: Sequence[Neighbour], changed: Sequence[tuple[Neighbour, Neighbour]]
    ) -> None:
        benchmarks.save_neighbours(self.job.session, [*new, *(after for _, after in changed)])


class BenchmarkImportRow(ImportRow):
    """What another council published; `comparable` says whether the definition is ours."""

    key_columns = ("ref", "area", "period")

    ref: KnownIndicator
    area: RequiredWords
    period: AnyPeriod
    value: Number
    source: RequiredWords
    link: Words = ""
    published: Day = None
    comparable: Annotated[Comparable, choice_cell(Comparable)] = Comparable.YES
    words: Passage = ""


class BenchmarksTable(TableImport[Benchmark, BenchmarkImportRow]):
    """Known by indicator, council and period; those not in the file stay."""

    name, noun, model = "benchmarks", "benchmark", BenchmarkImportRow

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[Benchmark]]:
        self._areas = AreaFinder(benchmarks.all_areas(self.job.session))
        every = benchmarks.all_benchmarks(self.job.session)
        kept = {(each.indicator, each.area, each.period): each for each in every}
        entries = []
        for cells in rows:
            row = BenchmarkImportRow.read(cells, self.job)
            if row is None or (benchmark := self._built(row)) is None:
                continue
            own = (benchmark.indicator, benchmark.area, benchmark.period)
            entries.append(TableEntry(cells, kept.get(own), benchmark))
        self.refuse_repeated_things((entry.cells, self.subject(entry.after)) for entry in entries)
        return entries

    def _built(self, row: BenchmarkImportRow) -> Benchmark | None:
        area = self._areas.find(row, row.area)
        if row.ref is None and not row.is_given("ref"):
            row.fault("ref", "is blank: name the indicator.")
        if row.value is None and not row.is_given("value"):
            row.fault("value", "is blank: leave the row out where nothing was published.")
        if row.comparable is not Comparable.YES and not row.words:
            row.fault("words", "is blank: say what differs in the definition.")
        if row.ref is None or row.period is None or row.value is None:
            return None
        return Benchmark(
            indicator=row.ref.id,
            area=area,
            period=row.period,
            value=row.value,
            source=row.source,
            link=row.link,
            published=row.published,
            comparable=row.comparable,
            words=row.words,
        )

    def subject(self, thing: Benchmark) -> str:
        return f"{self.job.refs[thing.indicator]} {thing.area} {thing.period}"

    def cells(self, thing: Benchmark) -> dict[str, str]:
        return {
            "value": written(thing.value),
            "source": thing.source,
            "link": thing.link,
            "published": thing.published.isoformat() if thing.published else "",
            "comparable": thing.comparable.value,
            "words": thing.words,
        }

    def record(
        self, new: Sequence[Benchmark], changed: Sequence[tuple[Benchmark, Benchmark]]
    ) -> None:
        benchmarks.save_benchmarks(self.job.session, [*new, *(after for _, after in changed)])


class AreaFinder:
    """Councils by code or name, in capitals or not."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._codes = {lookup_key(area.code): area.code for area in areas}
        self._codes |= {lookup_key(area.name): area.code for area in areas}

    def find(self, row: ImportRow, text: str) -> str:
        """The council's code; what is not known is a fault of the row."""
        code = self._codes.get(lookup_key(text), "")
        if text and not code:
            row.fault("area", f"there is no council {quoted(text)}: import areas first.")
        return code


def _is_abolished(row: Row) -> bool:
    is_over = row.cells.get("current-authority", "").strip().casefold() in ABOLISHED
    return is_over or not row.cells.get("gss-code", "").strip()
