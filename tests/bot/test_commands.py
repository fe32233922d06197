"""What an administrator types, what is printed, and the exit code."""

import csv
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.demo import council

pytestmark = pytest.mark.flow

PEOPLE = "name,email,roles\nOlive Marsh,olive@wealdbrook.gov.uk,officer\n"
INDICATORS = (
    "ref,title,kind,service,unit,polarity,frequency,target,owner,due_working_days\n"
    "HOU-02,Homelessness prevented,KPI,Housing,%,higher,monthly,65,Olive Marsh,8\n"
)
FIGURES = "ref,period,value\nHOU-02,2024-08,70\nHOU-02,2024-07,68\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the three tables."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("people", PEOPLE), ("indicators", INDICATORS), ("figures", FIGURES)):
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def filled() -> None:
    for words in ("migrate", *(f"import {one} {one}.csv" for one in ("people", "indicators"))):
        assert main(words.split()) == 0


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:////nowhere/at/all.sqlite", "unable to open database file"),
        (
            "postgresql://nobody@127.0.0.1:1/none",
            "No PostgreSQL server answers",
        ),
    ],
)
def test_a_database_that_does_not_answer_is_one_sentence(folder, monkeypatch, capsys, url, says):
    monkeypatch.setenv("STEWARD_DATABASE_URL", url)

    assert main(["migrate"]) == 1

    error = capsys.readouterr().err.strip()
    assert says in error
    assert error.endswith("Check STEWARD_DATABASE_URL.")
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("words", ["serve --dev", "import people people.csv", "export audit a.csv"])
def test_an_old_schema_is_refused_with_the_command_to_run(folder, capsys, words):
    assert main(words.split()) == 1
    assert "Run `steward migrate`" in capsys.readouterr().err


def test_serving_without_an_app_is_refused_and_names_all_that_is_missing(folder, capsys):
    assert main(["serve"]) == 1
    error = capsys.readouterr().err
    assert all(f"STEWARD_{name}" in error for name in ("APP_ID", "TENANT_ID", "APP_PASSWORD"))


def test_a_clock_of_ones_own_is_for_trying_things_out_only(folder, capsys):
    assert main(["serve", "--at", "2026-10-12T09:00"]) == 1
    assert "--dev" in capsys.readouterr().err


def test_a_dry_run_says_what_would_change_and_keeps_nothing(folder, capsys):
    filled()
    capsys.readouterr()

    assert main(["import", "figures", "figures.csv", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("Would be: 2 new")
    assert main(["import", "figures", "figures.csv"]) == 0
    assert capsys.readouterr().out.startswith("2 new, 0 changed")
    assert main(["import", "figures", "figures.csv"]) == 0
    assert capsys.readouterr().out.startswith("0 new, 0 changed, 2 unchanged")


def test_one_bad_row_keeps_the_whole_file_out(folder, capsys):
    filled()
    (folder / "figures.csv").write_text(FIGURES + "HOU-02,2024-13,70\nNONE-1,2024-08,1\n")

    assert main(["import", "figures", "figures.csv"]) == 1

    error = capsys.readouterr().err
    assert "Line 4, period" in error
    assert "Line 5, ref" in error
    assert main(["export", "figures", "out.csv"]) == 0
    assert len((folder / "out.csv").read_text().splitlines()) == 1


def test_a_closed_period_is_changed_by_an_import_only_with_a_reason(folder, capsys):
    filled()
    main(["import", "figures", "figures.csv"])
    (folder / "figures.csv").write_text(FIGURES.replace(",70", ",71"))

    assert main(["import", "figures", "figures.csv"]) == 1
    assert "--reopen REASON" in capsys.readouterr().err
    assert main(["import", "figures", "figures.csv", "--reopen", "The count was wrong"]) == 0

    assert main(["export", "audit", "audit.csv"]) == 0
    assert "restated by import: The count was wrong" in (folder / "audit.csv").read_text()


def test_a_sweep_prints_what_each_did(folder, capsys):
    filled()
    capsys.readouterr()

    assert main(["sweep", "--at", "2026-10-12T09:05"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "collect: reminders 1"
    assert said[-1].startswith("deliver:")
    assert main(["sweep", "collect", "--at", "2026-10-12T09:06"]) == 0
    assert capsys.readouterr().out == "collect: nothing new\n"


def test_the_analysis_of_the_starter_council_has_a_row_for_every_figure(folder):
    assert main(["migrate"]) == 0
    for table in ("people", "indicators", "targets", "figures"):
        assert main(["import", table, str(council.STARTER / f"{table}.csv")]) == 0

    assert main(["export", "analysis", "analysis.csv"]) == 0

    with (
        (folder / "analysis.csv").open() as file,
        (council.STARTER / "figures.csv").open() as given,
    ):
        rows, figures = list(csv.DictReader(file)), list(csv.DictReader(given))
    assert len(rows) == len(figures)
    assert {row["rag"] for row in rows} == {"Green", "Amber", "Red", ""}


def test_what_is_not_a_command_is_wrong_usage(folder):
    for words in (["bogus"], ["import", "weather", "x.csv"], []):
        with pytest.raises(SystemExit) as end:
            main(words)
        assert end.value.code == 2


def test_the_version_is_that_of_the_release(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"steward \d+\.\d+\.\d+\S*\n", capsys.readouterr().out)
