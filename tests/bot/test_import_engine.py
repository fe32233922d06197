"""One engine for every table: read, refuse, ask, compare, record, audit, in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import pytest
from pydantic import Field

from cycle.plan.cells import BadRows, Doubted
from cycle.plan.keys import lookup_key
from features.tables.approval import Approval
from features.tables.difference import Difference
from features.tables.engine import TableImport, import_table
from features.tables.job import ImportJob, ImportOptions
from features.tables.rows import Anyone, Day, ImportRow, Ref, RequiredWords, whole_cell
from papers.sheets import Row, Sheet
from storage import audit
from storage.audit import Actor
from storage.database import Database

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
DANA = Actor(name="Dana Osei", came_from="steward import rooms")


@dataclass(frozen=True)
class Room:
    ref: str
    title: str
    seats: int
    opens: date | None


class RoomRow(ImportRow):
    ref: Ref
    title: RequiredWords
    seats: Annotated[int, whole_cell(1, 500), Field(default=10)]
    opens: Day = None
    keeper: Anyone = None


class RoomsTable(TableImport[Room, RoomRow]):
    """A table as a newcomer would write one; what is kept lies in a dictionary."""

    name, noun, model = "rooms", "room", RoomRow
    kept: dict[str, Room] = {}  # noqa: RUF012  the tests' own

    def load(self) -> Mapping[str, Room]:
        return {lookup_key(ref): room for ref, room in self.kept.items()}

    def build(self, row: RoomRow, before: Room | None) -> Room:
        if row.seats > 100:
            row.doubt("seats", f"{row.seats} seats: is that right?")
        opens = row.opens if row.has("opens") or before is None else before.opens
        return Room(before.ref if before else row.ref, row.title, row.seats, opens)

    def subject(self, thing: Room) -> str:
        return thing.ref

    def cells(self, thing: Room) -> dict[str, str]:
        return {"title": thing.title, "seats": str(thing.seats), "opens": str(thing.opens or "")}

    def record(self, new: Sequence[Room], changed: Sequence[tuple[Room, Room]]) -> None:
        for room in [*new, *(after for _, after in changed)]:
            self.kept[room.ref] = room


@pytest.fixture
def bring(database: Database):
    """Take in lines of the table of rooms, in a transaction of its own."""
    RoomsTable.kept.clear()

    def bring(*lines: str, columns: str = "ref,title,seats,opens", **options) -> Difference:
        names = tuple(columns.split(","))
        rows = [
            Row(number, dict(zip(names, line.split(","), strict=True)))
            for number, line in enumerate(lines, 2)
        ]
        sheet = Sheet(names, tuple(rows), ("read from the sheet “Rooms”",))

        def work(session):
            chosen = ImportOptions(**options)
            job = ImportJob(session=session, actor=DANA, now=NOW, options=chosen)
            return import_table(RoomsTable, sheet, job)

        return database.run(work)

    return bring


def test_a_row_is_new_then_unchanged_then_changed_and_every_change_is_audited(database, bring):
    note = "\nNote: read from the sheet “Rooms”."
    assert bring("A1,Board room,20,").words == "1 new, 0 changed, 0 unchanged" + note
    assert bring("a1\u200b,Board room,20,").words == "0 new, 0 changed, 1 unchanged" + note
    changed = bring("A1,Board room,25,2026-10-01", approval=Approval(reason="Rebuilt"))

    assert changed.words == (
        "0 new, 1 changed: A1 seats 20 → 25, opens blank → 2026-10-01; 0 unchanged" + note
    )
    lines = [tuple(row[3:]) for row in database.run(lambda session: list(audit.rows(session)))]
    assert lines == [
        ("room added", "A1", "", "Board room", "rooms import"),
        ("room changed", "A1", "seats: 20", "seats: 25", "Rebuilt"),
        ("room changed", "A1", "opens: ", "opens: 2026-10-01", "Rebuilt"),
    ]


def test_a_blank_cell_is_the_default_and_a_missing_column_leaves_what_is_kept(bring):
    bring("A1,Board room,,2026-10-01")
    assert RoomsTable.kept["A1"].seats == 10
    bring("A1,Board room,10", columns="ref,title,seats")
    assert RoomsTable.kept["A1"].opens == date(2026, 10, 1)
    bring("A1,Board room,10,")
    assert RoomsTable.kept["A1"].opens is None


def test_every_fault_of_the_file_is_named_and_nothing_is_kept(database, bring):
    with pytest.raises(BadRows) as bad:
        bring("A1,,900,soon", "R  8,Hall,20,", "r\u00a08,Hall,20,", columns="ref,title,seats,opens")
    assert str(bad.value).splitlines() == [
        "Line 2, title: is blank, and must be given.",
        "Line 2, seats: “900” is not a whole number from 1 to 500.",
        "Line 2, opens: “soon” is not a day: write it as 2026-04-01.",
        "Line 4, ref: “r 8” is on line 3 already.",
    ]
    assert RoomsTable.kept == {}
    with pytest.raises(BadRows, match="Line 2, keeper: nobody is known by"):
        bring("A1,Hall,20,Nobody", columns="ref,title,seats,keeper")


def test_missing_and_unknown_columns_and_an_empty_table_are_refused(bring):
    with pytest.raises(BadRows, match="Line 1, title: this column is missing"):
        bring("A1,20", columns="ref,seats")
    with pytest.raises(BadRows, match=r"“titel”: this column is not known; is title meant\?"):
        bring("A1,Hall,x", columns="ref,title,titel")
    with pytest.raises(BadRows, match="there is no row below the header"):
        bring()


def test_a_doubt_wants_a_yes_and_a_dry_run_lists_it(bring):
    rows = ("A1,Hall,150,", "A2,Arena,400,", "A3,Closet,2,")
    with pytest.raises(Doubted) as asked:
        bring(*rows)
    assert str(asked.value).splitlines() == [
        "Line 2, seats: 150 seats: is that right?",
        "Line 3, seats: 400 seats: is that right?",
        "If these are right, import with --accept-doubts, or of some lines only with "
        "--accept-doubts=2,3.",
    ]
    assert RoomsTable.kept == {}
    dry = bring(*rows, dry_run=True).words
    assert "3 new" in dry
    assert "Doubt: Line 3, seats: 400 seats: is that right?" in dry
    RoomsTable.kept.clear()  # a dry run's session is rolled back
    with pytest.raises(Doubted, match="Line 3"):
        bring(*rows, accepted_lines=frozenset({2}))
    assert bring(*rows, accepted_lines=frozenset({2, 3})).new == 3
    assert bring(*rows).unchanged == 3  # what is kept already is not asked about again


def test_a_fault_is_told_before_any_doubt(bring):
    with pytest.raises(BadRows):
        bring("A1,Hall,150,", "A2,,20,")


def test_progress_is_told_each_thousand_rows(bring):
    heard: list[tuple[int, int]] = []
    bring(
        *(f"A{n},Hall,20," for n in range(1500)),
        tell_progress=lambda done, of: heard.append((done, of)),
    )
    assert heard == [(1000, 1500), (1500, 1500)]
