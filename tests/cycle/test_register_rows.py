"""The tables of people, indicators and targets: what is read, and every reason to refuse."""

from datetime import date
from decimal import Decimal

import pytest

from cycle.council import Deterioration
from cycle.people import Role
from cycle.periods import Period
from cycle.plan import register
from cycle.plan.cells import BadRows, CellFault, Cells, column_faults, refuse_repeated
from cycle.plan.directory import Directory, NotInDirectory
from cycle.plan.indicator import Kind, Polarity, Scheme, ToleranceUnit
from cycle.plan.people_rows import PersonLine, read_people
from cycle.plan.target_rows import ProfileStep, judge_profiles, read_target
from tests.cycle.made import kpi

OLIVE, RAJ, CHRIS = "olive@weald.gov.uk", "raj@weald.gov.uk", "chris@weald.gov.uk"
PLAIN = {
    "ref": "HOU-01",
    "title": "Homes let in time",
    "kind": "KPI",
    "service": "Housing",
    "unit": "%",
    "polarity": "higher",
    "frequency": "monthly",
}


def row(line: int = 2, **cells: str) -> Cells:
    return Cells(line, cells)


def plain(**cells: str) -> Cells:
    return Cells(2, {**PLAIN, **cells})


def read(cells: Cells, *known):
    def find(text: str) -> int:
        return {"raj@weald.gov.uk": 7}[
            Directory.of([("Raj Patel", RAJ), ("Sam Lee", "s1@x.uk"), ("Sam Lee", "s2@x.uk")]).find(
                text
            )
        ]

    return register.read_indicator(cells, {register.key(one.ref): one for one in known}, find)


def said(cells: Cells) -> list[str]:
    return [f"{fault.column}: {fault.reason}" for fault in cells.faults]


# ---------------------------------------------------------------- columns and faults


def test_a_missing_column_is_named_with_those_expected():
    (fault,) = column_faults(["name"], ["name", "email"], ["name", "email", "roles"])
    assert str(fault) == (
        "Line 1, email: this column is missing; the columns are name, email, roles."
    )


def test_a_misspelt_column_is_asked_about():
    (fault,) = column_faults(["ref", "tolerence"], ["ref"], ["ref", "tolerance"])
    assert str(fault) == "Line 1, “tolerence”: this column is not known; is tolerance meant?"


def test_faults_are_told_in_the_order_of_the_file():
    bad = BadRows([CellFault(9, "ref", "b"), CellFault(2, "unit", "a")])
    assert str(bad) == "Line 2, unit: a\nLine 9, ref: b"


def test_a_second_row_for_the_same_is_refused_with_the_line_of_the_first():
    rows = [row(2, ref="HOU-01"), row(3, ref="hou-01"), row(4, ref=""), row(5, ref="")]
    refuse_repeated(rows, "ref")
    assert [said(one) for one in rows] == [[], ["ref: “hou-01” is on line 2 already."], [], []]


# ---------------------------------------------------------------- indicators


def test_a_row_with_the_required_columns_alone_is_a_plain_indicator():
    cells = plain()
    indicator = read(cells)
    assert not cells.faults
    assert (indicator.id, indicator.kind, indicator.scheme) == (0, Kind.KPI, Scheme.MET_TOLERANCE)
    assert (indicator.tolerance, indicator.minimum_points, indicator.owner) == (10, 13, None)


def test_every_column_of_the_register_is_read():
    cells = plain(
        priority="Homes",
        decimals="2",
        aggregation="RATIO",
        cumulative="Yes",
        target="£1,200",
        unit="GBP",
        tolerance="5%",
        tolerance_unit="percent",
        due_working_days="15",
        owner="raj patel",
        deputy="",
        definition="=not run, but kept",
        scheme="within_band_green",
        green_tolerance="2.5",
        rolling="no",
        seasonal="TRUE",
        screen_outliers="no",
        minimum_points="12",
        aliases="lettings; homes let;lettings",
        adverse_moves="4",
        triggers="Chart;run; run",
        retired_from="1/4/2026",
    )
    indicator = read(cells)
    assert said(cells) == []
    assert (indicator.target, indicator.tolerance) == (Decimal(1200), Decimal(5))
    assert (indicator.owner, indicator.deputy) == (7, None)
    assert (indicator.cumulative, indicator.seasonal, indicator.screen_outliers) == (
        True,
        True,
        False,
    )
    assert indicator.aliases == ("lettings", "homes let")
    assert (indicator.adverse_moves, indicator.triggers) == (4, ("run", "chart"))
    assert indicator.retired_from == date(2026, 4, 1)
    assert indicator.definition == "=not run, but kept"


def test_a_range_has_its_tolerance_in_points_by_itself():
    cells = plain(polarity="range", range_low="-1", range_high="1", tolerance="", scheme="")
    indicator = read(cells)
    assert said(cells) == []
    assert (indicator.scheme, indicator.tolerance, indicator.tolerance_unit) == (
        Scheme.RANGE,
        0,
        ToleranceUnit.POINTS,
    )


def test_what_other_schemes_need_is_read_and_blank_means_as_usual():
    cells = plain(
        polarity="range",
        range_low="1",
        range_high="2",
        tolerance="1",
        target="",
        scheme="",
        tolerance_unit="points",
        tolerance_above="3",
        baseline_points="24",
        in_development="yes",
    )
    indicator = read(cells)
    assert said(cells) == []
    assert (indicator.tolerance_above, indicator.baseline_points) == (3, 24)
    assert indicator.in_development
    usual = read(plain(tolerance_above="", baseline_points="", in_development=""))
    assert (usual.tolerance_above, usual.baseline_points, usual.in_development) == (
        None,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"baseline_points": "11"}, "baseline_points: “11” is not a whole number from 12 to 100."),
        (
            {"tolerance_above": "2"},
            "tolerance_above: A tolerance above the range goes only with polarity range.",
        ),
        ({"retired_from": "2026-04"}, "retired_from: “2026-04” is not a day"),
        ({"retired_from": "2026-02-30"}, "retired_from: “2026-02-30” is not a day"),
        ({"retired_from": "soon"}, "retired_from: “soon” is not a day: write it as 2026-04-01."),
        ({"retired_from": "206-04-01"}, "retired_from: “206-04-01” is not a day"),
        ({"retired_from": "1026-04-01"}, "retired_from: “1026-04-01” is not of our time"),
        ({"ref": "HOU 01"}, "ref: “HOU 01”: a reference has letters, digits, - _ . / and no sp"),
        ({"ref": "HOU-01-and-much-more-than-that"}, "ref: has 30 characters; 20 are the most."),
        ({"ref": "=HOU"}, "ref: “=HOU” begins like a spreadsheet formula: type the text."),
        ({"ref": "H\u202eOU"}, ""),
        ({"ref": "HÖU"}, "ref: “HÖU”: a reference has letters, digits, - _ . / and no spaces."),
        ({"title": ""}, "title: is blank, and must be given."),
        ({"title": "+44 calls"}, "title: “+44 calls” begins like a spreadsheet formula"),
        ({"title": "@everyone"}, "title: “@everyone” begins like a spreadsheet formula"),
        ({"title": "x" * 201}, "title: has 201 characters; 200 are the most."),
        ({"definition": "x" * 10_001}, "definition: has 10,001 characters; 10,000 are the most."),
        ({"kind": "Metric"}, "kind: “Metric” is none of the choices: write KPI, PI or Statistic."),
        ({"kind": ""}, "kind: is blank: write KPI, PI or Statistic."),
        ({"polarity": "up"}, "polarity: “up” is none of the choices: write higher, lower, range"),
        ({"scheme": "rag"}, "scheme: “rag” is none of the choices: write met_tolerance, within_"),
        ({"target": "12,5"}, "target: “12,5” is not a number: write it in full, as 1200 or 12.5."),
        ({"target": "1.2m"}, "target: “1.2m” is not a number"),
        ({"target": "NaN"}, "target: “NaN” is not a number"),
        ({"target": "£95"}, "target: “£95” is not a number"),
        ({"decimals": "7"}, "decimals: “7” is not a whole number from 0 to 6."),
        ({"decimals": "1.0"}, "decimals: “1.0” is not a whole number from 0 to 6."),
        ({"due_working_days": "-1"}, "due_working_days: “-1” is not a whole number from 0 to 250."),
        ({"due_working_days": "٣"}, "due_working_days: “٣” is not a whole number from 0 to 250."),
        ({"adverse_moves": "1"}, "adverse_moves: “1” is not a whole number from 2 to 12."),
        ({"adverse_moves": "13"}, "adverse_moves: “13” is not a whole number from 2 to 12."),
        ({"triggers": "band;red"}, "triggers: “band;red”: write one or more of band; run; chart,"),
        ({"cumulative": "perhaps"}, "cumulative: “perhaps” is neither yes nor no."),
        ({"tolerance": "-1", "target": "9"}, "tolerance: The tolerance is negative."),
        ({"tolerance": "", "tolerance_unit": "points", "target": "9"}, "tolerance: is blank: s"),
        ({"floor": "60", "target": "90"}, "floor: A floor goes only with the scheme floor."),
        ({"range_low": "1"}, "range_low: A range goes only with polarity range."),
        ({"scheme": "range"}, "scheme: The scheme range goes only with polarity range."),
        (
            {"polarity": "range", "range_low": "2", "range_high": "1"},
            "range_low: The lower end of the range is above the upper end.",
        ),
        (
            {"polarity": "range", "range_low": "0", "range_high": "1", "tolerance": "5",
             "tolerance_unit": "percent"},
            "tolerance_unit: A range takes its tolerance in points, not in per cent.",
        ),
        (
            {"kind": "Statistic", "target": "9"},
            "target: a Statistic has no target: whoever is measured cannot control it",
        ),
        ({"owner": "Pat"}, "owner: nobody is known by the e-mail or exact name “Pat”: import p"),
        ({"deputy": "Sam Lee"}, "deputy: 2 people are called “Sam Lee”: write the e-mail: import"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_stand_is_refused_with_a_reason(cells, says):
    one = plain(**cells)
    read(one)
    if not says:  # what cannot be seen is dropped
        assert not one.faults
        return
    (found,) = said(one)
    assert found.startswith(says)


def test_all_faults_of_a_row_are_named_at_once():
    cells = plain(ref="", kind="x", target="y", decimals="z", owner="nobody")
    read(cells)
    assert [fault.column for fault in cells.faults] == [
        "ref",
        "kind",
        "decimals",
        "owner",
        "target",
    ]


def test_a_column_left_out_leaves_what_is_known():
    known = kpi(target="90", owner=3, aliases=("lettings",), scheme=Scheme.FLOOR, floor="60")
    cells = plain(ref="hou-01", title="Homes let in ten days")
    indicator = read(cells, known)
    assert said(cells) == []
    assert register.differences(known, indicator) == [
        ("title", "Homes let in time", "Homes let in ten days"),
        ("service", "", "Housing"),
    ]
    assert (indicator.ref, indicator.id, indicator.owner) == ("HOU-01", 1, 3)


def test_a_blank_cell_empties_what_is_known():
    known = kpi(target="90", owner=3)
    indicator = read(plain(target="", owner=""), known)
    assert (indicator.target, indicator.owner) == (None, None)


def test_blank_cells_leave_what_is_deteriorating_to_the_council():
    known = kpi(adverse_moves=4, triggers=(Deterioration.RUN,))
    assert read(plain(), known).adverse_moves == 4
    indicator = read(plain(adverse_moves="", triggers=""), known)
    assert (indicator.adverse_moves, indicator.triggers) == (None, ())


def test_the_usual_scheme_follows_the_polarity():
    known = kpi(tolerance="0")
    cells = plain(polarity="range", range_low="1", range_high="2", target="")
    assert read(cells, known).scheme is Scheme.RANGE
    assert said(cells) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (Decimal("1E+3"), "1000"),
        (("a", "b"), "a;b"),
        (Kind.PI, "PI"),
        (5, "5"),
    ],
)
def test_terms_are_written_as_the_table_writes_them(value, text):
    assert register.written(value) == text


@pytest.mark.parametrize(("target", "notes"), [("95", 0), ("0", 1), ("-2", 1)])
def test_a_tolerance_in_per_cent_of_nothing_is_pointed_out(target, notes):
    assert len(register.notes(kpi(target=target))) == notes


# ---------------------------------------------------------------- targets


QUARTERS = [Period.parse(f"2026/27 Q{q}") for q in (1, 2, 3, 4)]
HOMES = kpi(
    ref="HOU-02", unit="number", frequency=QUARTERS[0].frequency, cumulative=True, target="180"
)


@pytest.mark.parametrize(
    ("indicator", "cells", "says"),
    [
        (HOMES, {"ref": "HOU-99"}, "ref: no indicator has the reference “HOU-99”: import indic"),
        (HOMES, {"ref": ""}, "ref: is blank, and must be given."),
        (HOMES, {"period": "2026-09"}, "period: HOU-02 is quarterly: write it as 2026/27 Q2."),
        (HOMES, {"period": "Q2"}, "period: “Q2” is not a period: write it as 2026/27 Q2."),
        (HOMES, {"target": ""}, "target: is blank: leave the row out, or give the target."),
        (HOMES, {"target": "many"}, "target: “many” is not a number"),
        (kpi(ref="HOU-02", kind=Kind.STATISTIC, frequency=HOMES.frequency), {},
         "ref: HOU-02 takes no target: it is a Statistic, used to judge nobody."),
        (kpi(ref="HOU-02", polarity=Polarity.RANGE, frequency=HOMES.frequency), {},
         "ref: HOU-02 takes no target: it is good inside a range."),
    ],
)  # fmt: skip
def test_a_target_that_cannot_stand_is_refused(indicator, cells, says):
    one = Cells(2, {"ref": "HOU-02", "period": "2026/27 Q2", "target": "90", **cells})
    assert read_target(one, {"hou-02": indicator}) is None
    assert [text for text in said(one) if text.startswith(says)]


def profile(*targets: str, reason: str = "") -> list[ProfileStep]:
    return [
        ProfileStep(row=row(k + 2), indicator=HOMES, period=p, target=Decimal(t), reason=reason)
        for k, (p, t) in enumerate(zip(QUARTERS, targets, strict=False))
    ]


@pytest.mark.parametrize(
    ("targets", "says"),
    [
        (("45", "90", "135", "180"), []),
        (("45", "90", "135"), ["There is no target for Q4"]),
        (("45", "90", "135", "170"), ["The last target, 170.0, is not the year-end target"]),
        (("45", "40", "135", "180"), ["The target falls from"]),
    ],
)
def test_the_profile_of_a_total_is_judged_as_a_whole(targets, says):
    steps = profile(*targets)
    judge_profiles(steps, {}, {})
    found = [fault.reason for step in steps for fault in step.row.faults]
    assert len(found) == len(says)
    assert all(sentence in reason for sentence, reason in zip(says, found, strict=True))


def test_what_is_kept_already_makes_the_profile_whole():
    steps = profile("45")
    judge_profiles(
        steps, {1: dict(zip(QUARTERS[1:], map(Decimal, (90, 135, 180)), strict=True))}, {}
    )
    assert not steps[0].row.faults


def test_a_profile_may_fall_with_a_reason_and_stand_still_with_a_warning():
    falling = profile("45", "40", "135", "180", reason="Handed back; Cabinet, 12 May")
    assert judge_profiles(falling, {}, {}) == []
    assert not any(step.row.faults for step in falling)
    assert len(judge_profiles(profile("45", "45", "135", "180"), {}, {})) == 1


# ---------------------------------------------------------------- people


def people(*rows: Cells, known: dict[str, PersonLine] | None = None) -> dict[str, PersonLine]:
    return read_people(rows, known or {})


def someone(line: int = 2, **cells: str) -> Cells:
    return row(line, **{"name": "Olive Marsh", "email": OLIVE, **cells})


def test_a_person_is_an_officer_unless_the_table_says_otherwise():
    read = people(someone(), someone(3, name="Raj Patel", email=RAJ, roles="Manager; BOARD"))
    assert read[OLIVE].roles == Role.OFFICER
    assert read[RAJ].roles == "manager;board"


def test_managers_and_deputies_are_found_by_name_or_e_mail_in_file_and_register():
    known = {CHRIS: PersonLine(name="Chris Bell", email=CHRIS)}
    rows = [
        someone(manager="Raj  patel", deputy="CHRIS@weald.gov.uk"),
        someone(3, name="Raj Patel", email=RAJ.upper(), manager="Chris Bell"),
    ]
    read = people(*rows, known=known)
    assert [fault for one in rows for fault in one.faults] == []
    assert (read[OLIVE].manager, read[OLIVE].deputy, read[RAJ].manager) == (RAJ, CHRIS, CHRIS)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"name": ""}, "name: is blank, and must be given."),
        ({"name": "=cmd"}, "name: “=cmd” begins like a spreadsheet formula: type the text."),
        ({"email": "olive"}, "email: “olive” is not an e-mail address."),
        ({"email": "olive@weald"}, "email: “olive@weald” is not an e-mail address."),
        ({"email": "a@b.uk, c@d.uk"}, "email: “a@b.uk, c@d.uk” is not an e-mail address."),
        ({"email": ""}, "email: is blank, and must be given."),
        ({"roles": "officer;boss"}, "roles: “boss” is not a role: write officer, manager, board,"),
        ({"aad_object_id": "not one!"}, "aad_object_id: “not one!” is not an Entra object id."),
        (
            {"manager": "Nobody"},
            "manager: nobody is known by the e-mail or exact name “Nobody”, neit",
        ),
        ({"manager": OLIVE}, "manager: “Olive Marsh” cannot be their own manager."),
        ({"deputy": "Olive Marsh"}, "deputy: “Olive Marsh” cannot be their own deputy."),
    ],
)
def test_a_person_that_cannot_stand_is_refused(cells, says):
    one = someone(**cells)
    people(one)
    (found,) = said(one)
    assert found.startswith(says)


def test_an_e_mail_may_stand_in_the_table_once():
    second = someone(3, email="Olive@Weald.gov.uk")
    people(someone(), second)
    assert said(second) == ["email: “olive@weald.gov.uk” is on line 2 already."]


def test_managers_do_not_go_round_in_a_circle_even_through_the_register():
    known = {RAJ: PersonLine(name="Raj Patel", email=RAJ, manager=OLIVE)}
    one = someone(manager=RAJ)
    people(one, known=known)
    assert said(one) == [
        "manager: the managers go round in a circle: Olive Marsh → Raj Patel → Olive Marsh."
    ]


def test_an_identity_belongs_to_one_person():
    known = {RAJ: PersonLine(name="Raj Patel", email=RAJ, aad_object_id="abc-1")}
    one = someone(aad_object_id="ABC-1")
    people(one, known=known)
    assert said(one) == ["aad_object_id: is that of raj@weald.gov.uk as well."]


def test_two_people_may_change_identities():
    known = {
        RAJ: PersonLine(name="Raj Patel", email=RAJ, aad_object_id="abc-1"),
        OLIVE: PersonLine(name="Olive Marsh", email=OLIVE, aad_object_id="abc-2"),
    }
    rows = [
        someone(aad_object_id="abc-1"),
        someone(3, name="Raj Patel", email=RAJ, aad_object_id="abc-2"),
    ]
    people(*rows, known=known)
    assert [fault for one in rows for fault in one.faults] == []


def test_an_identity_once_learnt_is_not_forgotten():
    known = {OLIVE: PersonLine(name="Olive Marsh", email=OLIVE, aad_object_id="abc-2")}
    read = people(someone(aad_object_id=""), known=known)
    assert read[OLIVE].aad_object_id == "abc-2"


def test_nobody_is_found_by_half_a_name():
    with pytest.raises(NotInDirectory):
        Directory.of([("Olive Marsh", OLIVE)]).find("Olive")
