"""An import asks what the form asks: what looks like a slip wants a yes, and history a summary."""

from collections.abc import Callable

import pytest

from cycle.plan.cells import BadRows, Doubted
from features.tables.difference import Difference
from papers.sheets import Row, Sheet
from storage import people, register
from storage.audit import Actor
from storage.database import Database
from tests.importing import bring_in
from tests.wealdbrook import MONDAY

DANA = Actor(name="Dana Osei", came_from="steward import")
FIGURES = "ref,period,value,numerator,denominator"
INDICATORS = (
    "ref,title,kind,service,unit,polarity,frequency,aggregation,target,owner,deputy,aliases"
)
PEOPLE = "name,email,aad_object_id,roles,services,manager"

Bring = Callable[..., Difference]


@pytest.fixture
def bring(council: Database) -> Bring:
    """Take in lines of a table; nothing is answered yes unless the test says so."""

    def bring(what: str, columns: str, *lines: str, **options) -> Difference:
        names = tuple(columns.split(","))
        rows = tuple(
            Row(number, dict(zip(names, line.split(","), strict=True)))
            for number, line in enumerate(lines, start=2)
        )
        chosen = {"accepts_all": False, **options}
        return council.run(
            lambda session: bring_in(what, session, Sheet(names, rows), DANA, MONDAY, **chosen)
        )

    return bring


def asked(bring: Bring, what: str, columns: str, *lines: str) -> str:
    with pytest.raises(Doubted) as doubts:
        bring(what, columns, *lines)
    return str(doubts.value)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("HOU-05,2026-09,8400,,", "was 84"),
        ("HOU-05,2026-09,84.4,,", "is not a whole number"),
        ("HOU-02,2026-09,0.66,,", "was 66"),
        ("HOU-02,2026-09,,705,580", "more than 100%"),
        ("HOU-05,2026-09,0.84,,", "0.84 was given, where about 84 is usual"),
        ("HOU-02,2026-09,,0,0", "were there no cases at all in September 2026?"),
    ],
)
def test_a_figure_that_looks_like_a_slip_wants_a_yes(bring, line, says):
    said = asked(bring, "figures", FIGURES, line)
    assert said.startswith(f"Line 2, value: {line[:6]}: ")
    assert says in said
    assert "--accept-doubts=2." in said
    assert bring("figures", FIGURES, line, accepts_all=True).new == 1


def test_a_usual_figure_asks_nothing_and_nor_does_the_same_file_again(bring):
    assert bring("figures", FIGURES, "HOU-05,2026-09,85,,").new == 1
    bring("figures", FIGURES, "HOU-05,2026-09,8500,,", accepts_all=True)
    assert bring("figures", FIGURES, "HOU-05,2026-09,8500,,").unchanged == 1


def test_history_before_the_first_figure_comes_in_with_a_summary(bring):
    lines = [f"HOU-05,2020-{month:02},{80 + month},," for month in range(1, 13)]
    lines[5] = "HOU-05,2020-06,8600,,"
    found = bring("figures", FIGURES, *lines)
    assert found.new == 12
    (note,) = found.notes
    assert note.startswith("12 figures of 1 indicator come in as history, before the first")
    assert "look odd beside the others: " in note
    assert "HOU-05 2020-06" in note


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("HOU-05,1902-05,84,", "period", "May 1902 is very long ago"),
        ("HOU-05,2026-09,85,1900-01-01", "submitted_at", "1 January 1900 is before September 2026"),
    ],
)
def test_a_year_that_looks_mistyped_wants_a_yes(bring, line, column, says):
    said = asked(bring, "figures", "ref,period,value,submitted_at", line)
    assert said.startswith(f"Line 2, {column}: HOU-05: {says}")


def test_a_past_of_fractions_is_asked_about_once(bring):
    new = "NEW-01,Share of calls answered,KPI,Housing,%,higher,monthly,latest,95,,,"
    bring("indicators", f"{INDICATORS},control", f"{new},fully")
    said = asked(bring, "figures", FIGURES, *(f"NEW-01,2026-0{n},0.9{n},," for n in range(1, 9)))
    assert said.splitlines()[0].startswith("Line 2, value: NEW-01: 0.9% against a target of 95.0%")


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("N-1,T,KPI,Housng,%,higher,monthly,latest,90,,,", "service", "is like “Housing”"),
        ("N-1,T,KPI,HOUSING,%,higher,monthly,latest,90,,,", "service", "is like “Housing”"),
        ("N-1,T,KPI,Housing Services,%,higher,monthly,latest,90,,,", "service", "is like “Hou"),
        ("N-1,T,KPI,Housing,%,higher,monthly,latest,90,,,hou-02", "aliases", "of another"),
        ("N-1,T,KPI,Housing,%,higher,monthly,latest,90,,,hou -02", "aliases", "of another"),
        ("N-1,T,KPI,Housing,%,higher,monthly,latest,90,,,Homelessness prevented", "aliases", "tit"),
        ("HOU-2,T,KPI,Housing,%,higher,monthly,latest,90,,,", "ref", "is like HOU-02"),
        ("HOU-O2,T,KPI,Housing,%,higher,monthly,latest,90,,,", "ref", "is like HOU-02"),
        (
            "N-1,Homelessness  prevented,KPI,Housing,%,higher,monthly,latest,90,,,",
            "title",
            "HOU-02 has the same title",
        ),
        ("N-1,T,KPI,Housing,%,higher,monthly,latest,0.95,,,", "target", "was 95.0% meant?"),
        ("N-1,T,KPI,Housing,%,higher,monthly,latest,950,,,", "target", "more than 100%"),
        ("N-1,T,KPI,Housing,%,higher,monthly,latest,90,,,", "control", "strongly influence it"),
        ("N-1,T,KPI,Housing,%,higher,monthly,latest,90,Vera Visitor,,", "owner", "only look"),
        (
            "HOU-02,Homelessness prevented,KPI,Housing,per 10k,higher,monthly,ratio,65,,,",
            "target",
            "are unit and target right?",
        ),
    ],
)
def test_an_indicator_that_looks_like_a_slip_wants_a_yes(bring, row, column, says):
    bring("figures", FIGURES, "HOU-02,2026-09,,58,80")
    said = asked(bring, "indicators", INDICATORS, row)
    assert said.startswith(f"Line 2, {column}: ")
    assert says in said
    assert bring("indicators", INDICATORS, row, accepted_lines=frozenset({2})).words


def test_a_far_day_of_retirement_wants_a_yes(bring):
    said = asked(
        bring,
        "indicators",
        "ref,title,kind,service,unit,polarity,frequency,retired_from",
        "N-1,T,KPI,Housing,%,higher,monthly,2099-12-31",
    )
    assert "more than ten years away" in said


@pytest.mark.parametrize(
    ("table", "columns", "line", "column", "says"),
    [
        ("plans", "kind,title,service,starts,ends", "service,A,{},{}", "service", "like “Housing”"),
        ("plans", "kind,title,service,starts,ends", "corporate,A,,{}", "starts", "ten years away"),
        ("finance", "service,period,budget,actual", "Housing,1900-09,9,5", "period", "years away"),
        ("targets", "ref,period,target", "HOU-05,2026-10,900", "target", "and was 90: is that"),
        ("targets", "ref,period,target", "HOU-05,2026-10,-90", "target", "is -90, and was 90"),
    ],
)
def test_every_table_asks_about_a_slip(bring, table, columns, line, column, says):
    line = line.replace("{},{}", "HOUSING,2026-04-01,2027-03-31")
    said = asked(bring, table, columns, line.replace("{}", "1906-04-01,1910-03-31"))
    assert said.startswith(f"Line 2, {column}: ")
    assert says in said


def test_a_plan_is_the_same_with_another_dash(bring):
    line = "corporate,Plan 2024{}2028,,2024-04-01,2028-03-31"
    assert bring("plans", "kind,title,service,starts,ends", line.format("–")).new == 1
    assert bring("plans", "kind,title,service,starts,ends", line.format("-")).unchanged == 1


def test_a_target_ten_times_what_the_counts_give_wants_a_yes(bring):
    bring("figures", FIGURES, "HOU-02,2026-09,,58,80")
    said = asked(bring, "targets", "ref,period,target", "HOU-02,2026-10,0.65")
    assert "are unit and target right?" in said


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("R\u0430j Hill,new@w.gov.uk,,officer,Housing,", "name", "another alphabet"),
        ("Raj Hill,n\u0435w@w.gov.uk,,officer,Housing,", "email", "another alphabet"),
        ("Raj Hill,new@w.gov.uk,,officer,Housng,", "services", "is like “Housing”"),
        ("Ann New,olive@wealdbrook.gov.uk,,officer,Housing,", "name", "is Olive Marsh: has the"),
        (
            "Olive Marsh,olive@wealdbrook.gov.uk,olive-entra,viewer,Housing,",
            "roles",
            "still owns HOU-02",
        ),
    ],
)
def test_a_person_that_looks_like_a_slip_wants_a_yes(bring, row, column, says):
    said = asked(bring, "people", PEOPLE, row)
    assert said.startswith(f"Line 2, {column}: ")
    assert says in said


def test_a_person_with_a_new_address_stays_the_same_person(council, bring):
    row = "Olive Marsh,olive.marsh@wealdbrook.gov.uk,OLIVE-entra,officer,Housing,Raj Patel"
    before = council.run(lambda session: people.by_email(session, "olive@wealdbrook.gov.uk"))
    assert "is olive@wealdbrook.gov.uk now to be reached at" in asked(bring, "people", PEOPLE, row)

    found = bring("people", PEOPLE, row, accepts_all=True)

    assert "email olive@wealdbrook.gov.uk → olive.marsh@wealdbrook.gov.uk" in found.words
    after = council.run(lambda session: people.by_email(session, "olive.marsh@wealdbrook.gov.uk"))
    assert after.id == before.id
    assert council.run(lambda session: people.by_email(session, "olive@wealdbrook.gov.uk")) is None
    owned = council.run(lambda session: register.by_ref(session, "HOU-02"))
    assert owned.owner == before.id
    assert bring("people", PEOPLE, row).unchanged == 1


def test_one_identity_on_two_lines_is_still_refused(bring):
    rows = [
        f"Olive Marsh,{name}@wealdbrook.gov.uk,olive-entra,officer,Housing,"
        for name in ("olive", "om")
    ]
    with pytest.raises(BadRows, match=r"is that of .* as well"):
        bring("people", PEOPLE, *rows)


def test_a_risk_given_to_somebody_who_may_only_look_wants_a_yes(bring):
    said = asked(bring, "risks", "ref,title,owner,likelihood,impact", "R1,Flood,Vera Visitor,3,4")
    assert "may only look" in said
    bring("risks", "ref,title,owner,likelihood,impact", "R1,Flood,Raj Patel,3,4")
    again = bring("risks", "ref,title,owner,likelihood,impact", "r1,Flood,Raj Patel,3,5")
    assert (again.new, again.changed) == (0, 1)


def test_a_deputy_who_is_the_owner_is_refused(bring):
    row = "N-1,T,KPI,Housing,%,higher,monthly,latest,90,Meg Shaw,Meg Shaw,"
    with pytest.raises(BadRows, match="is the owner, so nobody would stand in"):
        bring("indicators", INDICATORS, row)


def test_a_year_end_target_that_leaves_its_profile_behind_is_asked_about(bring):
    columns = f"{INDICATORS},cumulative,control"
    line = "NEW-02,Homes built,KPI,Housing,number,higher,quarterly,sum,{},,,,yes,fully"
    bring("indicators", columns, line.format(120))
    quarters = [f"NEW-02,2026/27 Q{n},{30 * n}" for n in range(1, 5)]
    bring("targets", "ref,period,target", *quarters)
    said = asked(bring, "indicators", columns, line.format(150))
    assert "the profile of NEW-02 ends at 120" in said
    assert "import its targets next?" in said
    bring("indicators", columns, line.format(150), accepts_all=True)
    bring("targets", "ref,period,target", *quarters[:3], "NEW-02,2026/27 Q4,150")
