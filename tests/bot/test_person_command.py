"""`steward person rename`: somebody keeps everything that is theirs at a new address."""

from pathlib import Path

import pytest

from bot.__main__ import main

pytestmark = pytest.mark.flow

PEOPLE = (
    "name,email,roles,deputy\n"
    "Olive Marsh,olive@wealdbrook.gov.uk,officer,meg@wealdbrook.gov.uk\n"
    "Meg Shaw,meg@wealdbrook.gov.uk,officer,\n"
)
INDICATORS = (
    "ref,title,kind,service,unit,polarity,frequency,target,owner,due_working_days\n"
    "HOU-02,Homelessness prevented,KPI,Housing,%,higher,monthly,65,Olive Marsh,8\n"
)


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("people", PEOPLE), ("indicators", INDICATORS)):
        (tmp_path / f"{name}.csv").write_text(text)
    for words in ("migrate", "import people people.csv", "import indicators indicators.csv"):
        assert main(words.split()) == 0
    return tmp_path


def test_somebody_with_a_new_address_keeps_their_indicators(filled: Path, capsys) -> None:
    assert (
        main(["person", "rename", "Olive@wealdbrook.gov.uk", "olive.hart@wealdbrook.gov.uk"]) == 0
    )
    assert "Olive Marsh is known as olive.hart@wealdbrook.gov.uk" in capsys.readouterr().out

    main(["export", "indicators", "out.csv"])
    assert "olive.hart@wealdbrook.gov.uk" in (filled / "out.csv").read_text()
    main(["export", "audit", "audit.csv"])
    assert "email: olive@wealdbrook.gov.uk" in (filled / "audit.csv").read_text()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("nobody@wealdbrook.gov.uk", "a@wealdbrook.gov.uk", "Nobody in the register"),
        ("olive@wealdbrook.gov.uk", "meg@wealdbrook.gov.uk", "is the address of Meg Shaw already"),
        ("olive@wealdbrook.gov.uk", "olive", "olive is not an e-mail address"),
    ],
)
def test_an_address_that_cannot_be_is_refused(filled, capsys, old, new, says) -> None:
    assert main(["person", "rename", old, new]) == 1
    assert says in capsys.readouterr().err


def test_a_new_line_of_a_known_name_asks_whether_it_is_the_same_person(filled, capsys) -> None:
    line = "Olive Marsh,olive.hart@wealdbrook.gov.uk,officer,\n"
    (filled / "people.csv").write_text(PEOPLE.splitlines()[0] + "\n" + line)

    assert main(["import", "people", "people.csv"]) == 1

    said = capsys.readouterr().err
    assert "Olive Marsh is known as olive@wealdbrook.gov.uk: is this somebody else?" in said
    assert "steward person rename olive@wealdbrook.gov.uk olive.hart@wealdbrook.gov.uk" in said


def test_who_is_forgotten_is_forgotten_at_their_earlier_addresses_too(filled, capsys) -> None:
    for old, new in (("meg", "meg.hart"), ("meg.hart", "m.hart")):
        address = "{}@wealdbrook.gov.uk".format
        assert main(["person", "rename", address(old), address(new)]) == 0
    (filled / "people.csv").write_text("name,email,deputy\nOlive Marsh,olive@wealdbrook.gov.uk,\n")
    assert main(["import", "people", "people.csv"]) == 0

    assert main(["forget", "m.hart@wealdbrook.gov.uk"]) == 0

    main(["export", "audit", "audit.csv"])
    assert "meg" not in (filled / "audit.csv").read_text().lower()
