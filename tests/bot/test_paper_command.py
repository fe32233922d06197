"""Papers by command: what is written where, what is refused, and what a PDF is checked for."""

import io
from pathlib import Path

import pypdf
import pytest

from bot.__main__ import main

pytestmark = pytest.mark.flow

PEOPLE = "name,email,roles\nOlive Marsh,olive@wealdbrook.gov.uk,officer\n"
INDICATORS = (
    "ref,title,kind,service,priority,unit,polarity,frequency,aggregation,target,owner,"
    "due_working_days,definition,officers_only\n"
    "HOU-02,Homelessness prevented,KPI,Housing,Homes,%,higher,monthly,ratio,65,Olive Marsh,8,"
    "Duties ended with a home.,\n"
    "HOU-09,Fraud cases,KPI,Housing,Homes,number,lower,monthly,latest,5,Olive Marsh,8,"
    "Cases of fraud.,yes\n"
    "HOU-03,Homes relieved,PI,Housing,Homes,%,higher,monthly,ratio,40,Olive Marsh,8,Relief.,\n"
)
MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
AT = "2026-10-12T09:02"


def figures(*, last: str = "2026-09", red: str = "") -> str:
    """All green, or red in September with these words."""
    lines = ["ref,period,numerator,denominator,value,commentary"]
    for month in MONTHS:
        if month > last:
            break
        is_red = bool(red) and month == "2026-09"
        words = red.strip() if is_red else ""
        lines.append(f"HOU-02,{month},{4 if is_red else 70},100,,{words}")
        lines.append(f"HOU-09,{month},,,3,")
        lines.append(f"HOU-03,{month},45,100,,")
    return "\n".join(lines) + "\n"


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Fills the council's database with these figures; papers go to `out`."""
    monkeypatch.chdir(tmp_path)

    def filled(text: str) -> Path:
        tables = {"people": PEOPLE, "indicators": INDICATORS, "figures": text}
        for name, content in tables.items():
            (tmp_path / f"{name}.csv").write_text(content)
        assert main(["migrate"]) == 0
        assert main(["import", "people", "people.csv"]) == 0
        at = ["--effective-from", "2024-04-01"]
        assert main(["import", "indicators", "indicators.csv", *at]) == 0
        if text:
            assert (
                main(["import", "figures", "figures.csv", "--reopen", "history", "--accept-doubts"])
                == 0
            )
        return tmp_path / "out"

    return filled


def paper(*words: str) -> int:
    return main(["paper", *words, "--at", AT])


def text_of(path: Path) -> str:
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_quarterly_report_is_written_in_four_formats(council, capsys):
    out = council(figures())
    assert paper("quarterly", "2026/27 Q2", "--to", str(out)) == 0
    names = {path.name for path in out.iterdir()}
    assert names == {f"quarterly-2026-27-Q2.{each}" for each in ("pdf", "docx", "html", "xlsx")}
    assert main(["paper", "check", str(out / "quarterly-2026-27-Q2.pdf")]) == 0
    assert "alternatives are there" in capsys.readouterr().out


def test_officers_only_indicators_are_in_the_board_pack_and_not_in_the_public_report(council):
    out = council(figures())
    assert paper("quarterly", "2026/27 Q2", "--to", str(out), "--formats", "pdf,html") == 0
    assert paper("board", "2026-09", "--to", str(out), "--formats", "pdf") == 0
    public = text_of(out / "quarterly-2026-27-Q2.pdf")
    page = (out / "quarterly-2026-27-Q2.html").read_text("utf-8")
    for secret in ("HOU-09", "Fraud", "Olive", "HOU-03"):  # a PI is the service's own
        assert secret not in public
        assert secret not in page
    assert "Of the one KPI, 1 is Green" in public
    assert "Fraud cases" in text_of(out / "board-2026-09.pdf")


def test_a_quarter_of_two_months_is_awaited_and_not_rated(council):
    out = council(figures(last="2026-08"))
    assert paper("quarterly", "2026/27 Q2", "--to", str(out), "--formats", "pdf") == 0
    words = text_of(out / "quarterly-2026-27-Q2.pdf")
    assert "2 of 3 months" in words
    assert "The one KPI has no colour. • Without a colour: 1 awaits data." in words


def test_without_compulsory_words_only_a_draft_is_written(council, capsys):
    out = council(figures(red=" "))
    assert paper("board", "2026-09", "--to", str(out), "--formats", "pdf") == 1
    told = capsys.readouterr().err
    assert "1 commentary missing: HOU-02." in told
    assert "--draft" in told
    assert not out.exists()
    assert paper("board", "2026-09", "--to", str(out), "--formats", "pdf", "--draft") == 0
    assert "Draft, figures of 12 October 2026 at 09:02" in text_of(out / "board-2026-09.pdf")


def test_the_set_of_the_coming_year_has_the_registers_targets(council):
    out = council(figures())
    assert paper("kpi-set", "2027/28", "--to", str(out), "--formats", "pdf") == 0
    words = text_of(out / "kpi-set-2027-28.pdf")
    assert "HOU-02 Homelessness prevented 65.0%" in words
    assert "no target yet" not in words
    assert "Fraud" not in words


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["quarterly", "2026/27 Q3"], "has not ended: ask again after 31 December 2026"),
        (["quarterly", "2026-09"], "is about a quarter, as 2026/27 Q2"),
        (["board", "2026/27 Q2"], "is about a month, as 2026-09"),
        (["year", "2026/27"], "The newest that can be written is 2025/26"),
        (["board", "2026-09", "--body", "scrutiny"], "goes to Performance Board, not to"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_with_what_to_ask_for(council, capsys, words, says):
    out = council(figures())
    assert paper(*words, "--to", str(out)) == 1
    assert says in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("words", [["quarterly", "Q2"], ["board", "2026-13"], ["minutes", "2026"]])
def test_a_period_or_kind_that_is_none_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["paper", *words, "--to", "out"])
    assert ended.value.code == 2


def test_a_council_without_figures_has_a_report_that_says_so(council):
    out = council("")
    assert paper("quarterly", "2026/27 Q2", "--to", str(out), "--formats", "html") == 0
    page = (out / "quarterly-2026-27-Q2.html").read_text("utf-8")
    assert '<li dir="auto">The one KPI has no colour.</li>' in page


def test_a_folder_that_cannot_be_written_to_is_one_sentence(council, capsys, tmp_path):
    council(figures())
    (tmp_path / "taken").write_text("a file, not a folder")
    assert paper("board", "2026-09", "--to", str(tmp_path / "taken"), "--formats", "html") == 1
    assert "cannot be written to" in capsys.readouterr().err


def test_a_template_that_is_no_word_file_is_refused(council, capsys, monkeypatch, tmp_path):
    out = council(figures())
    (tmp_path / "own.docx").write_text("not a Word file")
    monkeypatch.setenv("STEWARD_PAPER_TEMPLATE", str(tmp_path / "own.docx"))
    assert paper("board", "2026-09", "--to", str(out)) == 1
    assert "own.docx is not a Word file (.docx)" in capsys.readouterr().err


def test_a_colour_too_light_to_read_is_refused_by_its_setting(capsys, monkeypatch):
    monkeypatch.setenv("STEWARD_PAPER_COLOUR", "#ffee00")
    assert main(["paper", "list"]) == 1
    assert "STEWARD_PAPER_COLOUR: #ffee00 is too light" in capsys.readouterr().err


def test_papers_kept_are_listed(council, capsys):
    council(figures())
    capsys.readouterr()
    assert main(["paper", "list"]) == 0
    assert capsys.readouterr().out == "No paper has been started yet.\n"


def test_a_pdf_without_tags_is_told_what_it_lacks(tmp_path, capsys):
    plain = pypdf.PdfWriter()
    plain.add_blank_page(200, 200)
    plain.write(tmp_path / "plain.pdf")
    assert main(["paper", "check", str(tmp_path / "plain.pdf")]) == 1
    told = capsys.readouterr().out
    for words in ("It has no title", "in which language", "It has no tags"):
        assert words in told


def test_a_file_that_is_no_pdf_is_refused(tmp_path, capsys):
    (tmp_path / "a.pdf").write_text("hello")
    assert main(["paper", "check", str(tmp_path / "a.pdf")]) == 1
    assert "a.pdf is not a PDF, or it is damaged." in capsys.readouterr().err
