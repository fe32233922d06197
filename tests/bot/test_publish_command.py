"""Open data by command: where it is written, and what is refused."""

from pathlib import Path

import pytest

from bot.__main__ import main

AT = ["--at", "2026-10-12T09:02"]
INDICATORS = (
    "ref,title,kind,service,unit,polarity,frequency,aggregation,target,officers_only\n"
    "HOU-02,Homelessness prevented,KPI,Housing,%,higher,monthly,latest,65,\n"
    "HOU-09,Fraud cases,KPI,Housing,number,lower,monthly,latest,5,yes\n"
)
FIGURES = "ref,period,value\nHOU-02,2026-09,70\nHOU-09,2026-09,3\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place beside a database with two KPIs, one of them for officers only."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "indicators.csv").write_text(INDICATORS)
    (tmp_path / "figures.csv").write_text(FIGURES)
    assert main(["migrate"]) == 0
    assert main(["import", "indicators", "indicators.csv", "--effective-from", "2026-04-01"]) == 0
    assert main(["import", "figures", "figures.csv", "--reopen", "late", "--accept-doubts"]) == 0
    return tmp_path / "site"


def test_the_folder_is_written_and_says_what_was_left_out(folder, capsys):
    assert main(["publish", str(folder), *AT]) == 0
    said = capsys.readouterr().out
    assert "5 files are in" in said
    assert "for officers only, and left out: 1" in said
    assert (folder / "indicators" / "HOU-02.html").exists()
    assert not [path for path in folder.rglob("*.*") if "HOU-09" in path.read_text("utf-8")]


def test_a_folder_of_somebody_elses_is_refused_with_a_sentence(folder, capsys):
    folder.mkdir()
    (folder / "home.html").write_text("ours")
    assert main(["publish", str(folder), *AT]) == 1
    assert "holds other files" in capsys.readouterr().err
