"""Figures come in from a file whole or not at all, and what goes out comes back unchanged."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.demo.council import STARTER
from cycle.council import Council
from cycle.periods import Period
from cycle.plan.cells import BadRows
from cycle.review.figure import Figure, FigureStatus
from features.figures.exchange import export_audit, export_figures, export_indicators
from features.tables.difference import Difference
from papers import sheets
from papers.sheets import Row, Sheet
from storage import audit, figures, register
from storage.audit import Actor
from storage.database import Database
from tests.importing import bring_in

NOW = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
DANA = Actor(name="Dana Osei", came_from="steward import figures")
COUNCIL = Council()
IN_APRIL = {"effective_from": date(2026, 4, 1)}
REGISTER = """ref,title,kind,service,unit,polarity,frequency,aggregation
HOU-01,Homes let in time,KPI,Housing,%,higher,monthly,ratio
HOU-04,Families in bed and breakfast,KPI,Housing,number,lower,monthly,latest
"""
HEADER = "ref,period,value,numerator,denominator,commentary,status\n"
COLUMNS = tuple(HEADER.strip().split(","))


def sheet(folder: Path, text: str | bytes) -> Sheet:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return sheets.read(path)


@pytest.fixture
def council(database: Database, tmp_path: Path) -> Database:
    """A database with two indicators in the register."""
    file = sheet(tmp_path, REGISTER)
    database.run(lambda s: bring_in("indicators", s, file, DANA, NOW, **IN_APRIL))
    return database


Give = Callable[..., Difference]


@pytest.fixture
def give(council: Database, tmp_path: Path) -> Give:
    """Import lines of figures at this moment."""

    def give(*lines: str, now: datetime = NOW, terms: Council = COUNCIL) -> Difference:
        file = sheet(tmp_path, HEADER + "\n".join(lines) + "\n")
        return council.run(lambda s: bring_in("figures", s, file, DANA, now, council=terms))

    return give


def versions(database: Database, ref: str, period: str) -> list[Figure]:
    def read(session: Session) -> list[Figure]:
        indicator = register.by_ref(session, ref)
        assert indicator is not None
        return figures.versions(session, indicator.id, Period.parse(period))

    return database.run(read)


def changes(database: Database) -> list[tuple[str, ...]]:
    return [tuple(row[3:]) for row in database.run(lambda s: list(audit.rows(s)))]


def many(count: int) -> Iterable[Row]:
    """A hundred months of each of as many indicators as it takes."""
    first = Period.parse("2018-01")
    for n in range(count):
        period = str(first.later(n % 100))
        cells = {"ref": f"X-{n // 100}", "period": period, "value": "4"}
        yield Row(n + 2, dict.fromkeys(COLUMNS, "") | cells)


# ---------------------------------------------------------------- figures in


def test_figures_come_in_and_a_second_time_nothing_changes(council, give):
    lines = ("HOU-01,2026-09,,19,20,On track.,", 'HOU-04,2026-09,"1,234",,,,provisional')
    first, again = give(*lines), give(*lines)

    assert first.words == "2 new, 0 changed, 0 unchanged"
    assert again.words.startswith("0 new, 0 changed, 2 unchanged")
    assert (len(first.kept), again.kept) == (2, frozenset())
    (share,) = versions(council, "HOU-01", "2026-09")
    assert (share.value, share.numerator, share.denominator) == (Decimal(95), 19, 20)
    assert (share.given_by, share.given_by_name, share.given_at) == (None, "Dana Osei", NOW)
    (families,) = versions(council, "HOU-04", "2026-09")
    assert (families.value, families.status) == (Decimal(1234), FigureStatus.PROVISIONAL)


def test_a_different_figure_is_the_next_version_with_a_reason_and_is_audited(council, give):
    give("HOU-04,2026-09,4,,,Four,")
    difference = give("HOU-04,2026-09,5,,,Five,")

    assert difference.words == (
        "0 new, 1 changed: HOU-04 2026-09 value 4.0 → 5.0, commentary Four → Five; 0 unchanged"
    )
    one, two = versions(council, "HOU-04", "2026-09")
    assert (one.value, two.value, two.version, two.reason) == (4, 5, 2, "restated by import")
    assert changes(council)[-1] == (
        "figure corrected",
        "HOU-04 2026-09",
        "4; Four",
        "5; Five",
        "restated by import",
    )


def test_every_bad_row_is_named_and_nothing_is_kept(council, give):
    with pytest.raises(BadRows) as bad:
        give(
            "HOU-04,2026-09,5,,,,",
            "HOU-04,2026-08,TBC,,,,",
            "HOU-99,2026-09,5,,,,",
            "HOU-04,2026-09,6,,,,",
            "HOU-04,2026-10,6,,,,",
            "HOU-04,2026-07,,,,,final",
        )
    assert [f"{fault.line} {fault.column}" for fault in bad.value.faults] == [
        "3 value",
        "4 ref",
        "5 period",
        "6 period",
        "7 value",
    ]
    assert versions(council, "HOU-04", "2026-09") == []
    assert not [change for change in changes(council) if change[0].startswith("figure")]


def test_history_comes_in_but_a_locked_period_is_not_changed_unless_reopened(council, give):
    give("HOU-04,2026-05,4,,,,")
    with pytest.raises(BadRows, match=r"HOU-04 2026-05 has another figure, and closed to entry"):
        give("HOU-04,2026-05,5,,,,")
    assert give("HOU-04,2026-05,4,,,,").unchanged == 1

    def reopen(session: Session) -> None:
        indicator = register.by_ref(session, "HOU-04")
        assert indicator is not None
        may = Period.parse("2026-05")
        reopening = register.Reopening(indicator.id, may, NOW.date(), "Cases found")
        register.reopen(session, reopening, DANA, NOW)

    council.run(reopen)
    assert give("HOU-04,2026-05,5,,,,").changed == 1
    assert give("HOU-04,2026-05,6,,,,", terms=Council(lock_working_days=0)).changed == 1


def test_wrong_columns_are_refused(council, tmp_path):
    file = sheet(tmp_path, "ref,month,figure\nHOU-04,2026-09,5\n")
    with pytest.raises(BadRows, match="Line 1, period: this column is missing"):
        council.run(lambda s: bring_in("figures", s, file, DANA, NOW))


def test_windows_1252_and_a_formula_in_the_words_are_kept_as_words(council, tmp_path):
    text = HEADER + "HOU-04,2026-09,5,,,=Café £1 – “fine”,\n"
    file = sheet(tmp_path, text.encode("cp1252"))
    council.run(lambda s: bring_in("figures", s, file, DANA, NOW))
    (kept,) = versions(council, "HOU-04", "2026-09")
    assert kept.commentary == "=Café £1 – “fine”"


@pytest.mark.flow
def test_ten_thousand_figures_come_in_with_progress(council, tmp_path):
    heard: list[tuple[int, int]] = []
    line = REGISTER.splitlines()[2]
    lines = [line.replace("HOU-04", f"X-{n}") for n in range(100)]
    more = sheet(tmp_path, "\n".join([REGISTER.splitlines()[0], *lines]))
    council.run(lambda s: bring_in("indicators", s, more, DANA, NOW, **IN_APRIL))
    file = Sheet(COLUMNS, tuple(many(10_000)))

    difference = council.run(
        lambda s: bring_in(
            "figures",
            s,
            file,
            DANA,
            NOW,
            tell_progress=lambda done, rows: heard.append((done, rows)),
        )
    )

    assert difference.new == 10_000
    assert heard == [(1000 * n, 10_000) for n in range(1, 11)]


# ---------------------------------------------------------------- round trips


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_back_unchanged(database, tmp_path, ending):
    def come_in(name: str, session: Session, file: Sheet) -> Difference:
        return bring_in(name, session, file, DANA, NOW, **IN_APRIL)

    for name in ("people", "indicators", "targets", "figures"):
        file = sheets.read(STARTER / f"{name}.csv")
        database.run(lambda s, name=name, file=file: come_in(name, s, file))
    for name, table in (("indicators", export_indicators), ("figures", export_figures)):
        path = tmp_path / f"{name}.{ending}"
        sheets.write(path, *database.run(table))
        file = sheets.read(path)
        difference = database.run(lambda s, name=name, file=file: come_in(name, s, file))
        assert difference.words.startswith("0 new, 0 changed")
        assert difference.unchanged == len(file.rows)


def test_an_indicators_own_deteriorating_goes_out_and_comes_back(council, tmp_path):
    head = "ref,title,kind,service,unit,polarity,frequency,adverse_moves,triggers"
    row = "HOU-04,Homes,KPI,Housing,number,higher,monthly,5,chart;band"
    (tmp_path / "own.csv").write_text(f"{head}\n{row}\n")

    def come_in(path):
        file = sheets.read(path)
        return council.run(lambda s: bring_in("indicators", s, file, DANA, NOW, **IN_APRIL))

    come_in(tmp_path / "own.csv")
    columns, rows = council.run(export_indicators)
    sheets.write(tmp_path / "out.xlsx", columns, rows)
    (own,) = (dict(zip(columns, row, strict=True)) for row in rows if row[0] == "HOU-04")
    assert (own["adverse_moves"], own["triggers"]) == (5, "band;chart")
    assert come_in(tmp_path / "out.xlsx").words.startswith("0 new, 0 changed")


def test_every_digit_survives_a_workbook(council, give, tmp_path):
    give("HOU-01,2026-09,95.238095238095238095,,,,", "HOU-01,2026-08,,2,3,'=not run,")
    sheets.write(tmp_path / "figures.xlsx", *council.run(export_figures))
    file = sheets.read(tmp_path / "figures.xlsx")
    again = council.run(lambda s: bring_in("figures", s, file, DANA, NOW))
    assert again.words.startswith("0 new, 0 changed, 2 unchanged")


def test_the_contracts_columns_come_first(council):
    columns, _ = council.run(export_figures)
    assert list(columns[:9]) == [
        *("ref", "period", "value", "numerator", "denominator", "commentary"),
        *("status", "submitted_by", "submitted_at"),
    ]


def test_the_audit_goes_out_with_who_when_and_from_where(council, give):
    give("HOU-04,2026-09,5,,,,")
    columns, rows = council.run(export_audit)
    assert columns == ("at", "who", "from", "change", "subject", "old", "new", "reason")
    assert rows[-1] == [
        NOW,
        "Dana Osei",
        "steward import figures",
        "figure given",
        "HOU-04 2026-09",
        "",
        "5",
        "figures import",
    ]
