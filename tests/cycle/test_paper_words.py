"""What a paper says: its sentences come from its rows, and what is missing is said."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cycle.monitor.paper import sentences
from cycle.monitor.paper.blocks import (
    BulletList,
    DataTable,
    LineChartPicture,
    Paper,
    Paragraph,
    Section,
)
from cycle.monitor.paper.editions import PaperRefused
from cycle.monitor.paper.exceptions import NO_ACTION, NO_CAUSE
from cycle.monitor.paper.key import rule_words
from cycle.monitor.paper.kinds import WRITERS, check_period, write
from cycle.monitor.paper.missing import gaps
from cycle.monitor.paper.picture import picture, points_table
from cycle.monitor.paper.quarterly import quarterly
from cycle.monitor.paper.views import (
    ActionInPaper,
    Body,
    ExceptionEntry,
    PaperKind,
    QuestionView,
    ReturnInPaper,
)
from cycle.periods import Period
from cycle.plan.indicator import Polarity, Scheme, ToleranceUnit
from cycle.review.schemes import Band
from cycle.review.standing import counts
from tests.papers.paper_sample import Q2, TODAY, at_random, by_hand, indicator, quarters, view


def texts(paper: Paper) -> str:
    """All words of the paper, tables and headings too."""

    def of(section: Section) -> list[str]:
        words = [section.title]
        for block in section.blocks:
            match block:
                case DataTable():
                    words += [cell.text for row in block.rows for cell in row]
                case LineChartPicture():
                    words += [block.sentence, block.alternative]
                case Paragraph():
                    words.append(block.text)
                case _:
                    words += list(block.items)
        return words + [word for inner in section.sections for word in of(inner)]

    return "\n".join(word for each in (*paper.front, *paper.sections) for word in of(each))


def section(paper: Paper, title: str) -> Section:
    return next(each for each in (*paper.front, *paper.sections) if each.title == title)


def test_the_summary_counts_what_the_rows_say():
    said = sentences.summary(by_hand().indicators, Q2)
    assert said[0] == "Of 5 KPIs, 1 is Green, 1 is Amber and 1 is Red."
    assert said[1] == "Without a colour: 1 awaits data and 1 has no target."
    assert said[2] == "Since Q1 2026/27, HOU-03 Homes let in time 3 became Red."
    compared = "2 better, 0 no change, 2 worse, 1 not compared"
    assert said[3] == f"Against the period before, or else last year: {compared}."


def test_a_council_of_one_indicator_is_told_in_the_singular():
    one = view(indicator(1), quarters("66", "70"))
    assert (
        sentences.summary([one], Q2)[0]
        == "Of the one KPI, 1 is Green, none is Amber and none is Red."
    )


def test_no_figures_at_all_make_a_report_that_says_so():
    assert sentences.summary([], Q2) == (
        "There is no KPI to report for Q2 2026/27 (Jul–Sep 2026).",
    )
    paper = quarterly(replace(by_hand(), indicators=()))
    assert "Nothing to report." in texts(paper)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "HOU-01 Homes let in time 1"),
        (2, "HOU-01 Homes let in time 1 and HOU-02 Homes let in time 2"),
        (4, "HOU-01, HOU-02, HOU-03 and HOU-04"),
        (7, "HOU-01, HOU-02, HOU-03, HOU-04, HOU-05, HOU-06 and HOU-07"),
        (8, "HOU-01, HOU-02, HOU-03, HOU-04, HOU-05, HOU-06 and 2 others"),
    ],
)
def test_few_indicators_are_named_by_title_and_many_are_counted(count, words):
    views = [view(indicator(number), quarters("66")) for number in range(1, count + 1)]
    assert sentences.named(views) == words


def test_a_rule_without_tolerance_has_no_amber():
    none = indicator(1, tolerance=Decimal(0), tolerance_unit=ToleranceUnit.POINTS)
    assert rule_words(none) == "Green: target met. Red: target missed. There is no Amber."


@settings(max_examples=60, deadline=None)
@given(seed=some.integers(0, 10**6), count=some.integers(1, 25))
def test_no_sentence_says_what_the_table_does_not(seed, count):
    facts = at_random(seed, count)
    paper = quarterly(facts)
    said = " ".join(
        item
        for block in section(paper, "Summary").blocks
        if isinstance(block, BulletList)
        for item in block.items
    )
    rows = counts(one.standing for one in facts.indicators)
    for number, word in ((rows.green, "Green"), (rows.amber, "Amber"), (rows.red, "Red")):
        if found := re.search(rf"(\d+|none) (?:is|are) {word}\b(?! again)", said):
            assert found[1] == (str(number) if number else "none")
    total = next(each for each in section(paper, "Summary").blocks if isinstance(each, DataTable))
    *groups, last = total.rows
    if groups:
        for column in range(1, len(last)):
            assert sum(row[column].number or 0 for row in groups) == last[column].number
    assert last[-1].number == len(facts.indicators)
    table = {
        row[0].text: row[4].text
        for inner in section(paper, "All indicators").sections
        for block in inner.blocks
        if isinstance(block, DataTable)
        for row in block.rows
    }
    assert len(table) == len(facts.indicators)
    became = re.search(r"Since [^,]+, (.+?) became Red", said)
    for ref in re.findall(r"HOU-\d+", became[1] if became else ""):
        assert next(cell for name, cell in table.items() if name.startswith(ref)) == "◆ Red"


@settings(max_examples=40, deadline=None)
@given(seed=some.integers(0, 10**6))
def test_every_cell_says_something_and_every_row_fits_its_header(seed):
    for block in quarterly(at_random(seed, 12)).blocks():
        if isinstance(block, DataTable):
            assert all(len(row) == len(block.columns) for row in block.rows)
            assert all(cell.text.strip() for row in block.rows for cell in row)


def test_exceptions_come_worst_first_and_say_who_does_what_by_when():
    paper = quarterly(by_hand())
    (exception,) = section(paper, "Exceptions, worst first").sections
    assert exception.title == "HOU-03 Homes let in time 3: ◆ Red"
    words = texts(
        Paper(title="", subtitle="", council="", facts=(), front=(), sections=(exception,))
    )
    for said in ("Cause: Two officers left in July.", "1 December 2026", "CR-01 Homelessness"):
        assert said in words


def test_an_exception_without_a_dated_action_says_so():
    bare = view(indicator(3), quarters("66", "51.2"), matter=None)
    words = texts(quarterly(replace(by_hand(), indicators=(bare,))))
    assert NO_ACTION in words
    assert NO_CAUSE in words
    without_steps = replace(bare, matter=ExceptionEntry(action="Hire two officers."))
    assert NO_ACTION in texts(quarterly(replace(by_hand(), indicators=(without_steps,))))


def test_the_longest_red_stands_before_the_newer():
    new = view(indicator(1), quarters("66", "66", "51"))
    old = view(indicator(2), quarters("50", "51", "51"))
    worry = view(indicator(3), quarters("66", "70"), matter=ExceptionEntry(concern="Falling."))
    facts = replace(by_hand(), indicators=(worry, new, old))
    assert [each.indicator.ref for each in facts.exceptions] == ["HOU-02", "HOU-01", "HOU-03"]


def test_the_portfolio_holders_words_stand_under_their_name():
    facts = replace(
        by_hand(),
        words={"portfolio holder": "A hard summer."},
        authors={"portfolio holder": "Executive Member for Housing"},
    )
    said = [
        block
        for block in section(quarterly(facts), "Summary").blocks
        if isinstance(block, Paragraph) and block.by
    ]
    assert [(one.text, one.by) for one in said] == [
        ("A hard summer.", "Executive Member for Housing")
    ]


def test_a_draft_says_so_on_every_page_and_a_frozen_paper_does_not():
    assert quarterly(by_hand()).notice == "Draft, figures of 20 October 2026 at 09:00"
    assert quarterly(replace(by_hand(), is_draft=False)).notice == ""


def test_fourteen_implications_are_considered_and_the_councils_own_list_counts():
    table = section(quarterly(by_hand()), "Implications").blocks[0]
    assert isinstance(table, DataTable)
    assert len(table.rows) == 14
    own = replace(by_hand(), implications=("Rural",), words={"implication:Rural": "Bus routes."})
    table = section(quarterly(own), "Implications").blocks[0]
    assert isinstance(table, DataTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["Rural", "Bus routes."]]


def test_scrutiny_is_asked_whom_to_call_in():
    assert "managers should come to explain" in texts(
        quarterly(replace(by_hand(), body=Body.SCRUTINY))
    )


def test_a_question_of_members_is_printed_with_its_answer_or_as_open():
    asked = (
        QuestionView(
            body="Overview and Scrutiny",
            meeting=TODAY,
            words="Why so few?",
            about="HOU-01",
            who="Housing",
            promised=TODAY,
        ),
        QuestionView(
            body="Cabinet",
            meeting=TODAY,
            words="Since when?",
            answer="Since July.",
            answered_on=TODAY,
            who="Housing",
        ),
    )
    words = texts(quarterly(replace(by_hand(), questions=asked)))
    assert "HOU-01: Why so few?" in words
    assert "Open, promised for 20 October 2026: Housing" in words
    assert "Since July. (Housing, 20 October 2026)" in words


def test_a_quarter_of_two_months_is_not_rated_and_says_how_many_there_are():
    part = replace(view(indicator(4), quarters("66", None)), parts="2 of 3 months")
    words = texts(quarterly(replace(by_hand(), indicators=(part,))))
    assert "2 of 3 months" in words
    assert "Awaiting data (overdue)" in words


def test_a_chart_says_first_last_target_and_direction():
    drawn = picture(view(indicator(3), quarters("66", "66", "51.2")))
    assert drawn is not None
    for said in ("66.0%", "51.2%", "target is 65.0%", "Worse"):
        assert said in drawn.alternative
    assert len(drawn.alternative) >= 40


def test_a_chart_of_one_point_is_no_chart():
    assert picture(view(indicator(3), quarters("66"))) is None


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({}, "Green: target met. Amber: missed by up to 10% of the target. Red: missed by more."),
        ({"tolerance": Decimal("2.50")}, "missed by up to 2.5% of the target"),
        ({"tolerance": Decimal(4), "tolerance_unit": ToleranceUnit.POINTS},
         "up to 4 percentage points"),
        ({"scheme": Scheme.FLOOR}, "Red: beyond the floor"),
        ({"scheme": Scheme.TARGET_OR_IMPROVING}, "Amber: missed, and better than a year ago"),
        ({"scheme": Scheme.RANGE, "polarity": Polarity.RANGE,
          "tolerance_unit": ToleranceUnit.POINTS, "tolerance": Decimal(1)}, "inside the range"),
        ({"scheme": Scheme.WITHIN_BAND_GREEN, "green_tolerance": Decimal(5)},
         "Green: missed by up to 5%"),
    ],
)  # fmt: skip
def test_the_key_says_the_rule_in_words(terms, words):
    assert words in rule_words(indicator(1, **terms))


def test_officer_only_indicators_are_counted_only_where_the_council_says_so():
    silent = texts(quarterly(replace(by_hand(), withheld=2)))
    assert "officers only" not in silent
    told = texts(quarterly(replace(by_hand(), withheld=2, says_withheld=True)))
    assert "2 KPIs are for officers only and not in this report." in told


def test_a_figure_that_missed_by_a_hair_is_shown_with_the_decimals_it_takes():
    close = view(indicator(1), quarters("66", "64.96"))
    assert close.standing.band is Band.AMBER
    assert "64.96%" in texts(quarterly(replace(by_hand(), indicators=(close,))))


def test_actions_are_counted_and_the_late_ones_named_with_their_recovery():
    late = ActionInPaper(
        ref="HOU-A1", what="Buy ten homes", service="Housing",
        state="Delayed, with a recovery date",
        recovery=TODAY, note="The seller withdrew.", is_late=True,
    )  # fmt: skip
    done = ActionInPaper(
        ref="HOU-A2", what="Hire two officers", service="Housing", state="Complete",
        success="Both began in June.", is_complete=True,
    )  # fmt: skip
    words = texts(quarterly(replace(by_hand(), actions=(late, done))))
    assert "Of 2 actions: 1 delayed, with a recovery date and 1 complete." in words
    assert "The seller withdrew." in words
    assert "HOU-A2 Hire two officers: Both began in June." in words


def test_a_figure_beside_a_chart_that_missed_by_a_hair_shows_the_miss():
    table = points_table(view(indicator(1), quarters("64.96", "51")))
    assert table is not None
    assert [cell.text for cell in table.rows[0][1:]] == ["64.96%", "65.0%", "▲ Amber"]


def test_the_set_for_the_coming_year_names_target_rule_and_last_result():
    paper = write(replace(by_hand(), kind=PaperKind.KPI_SET, period=Period.parse("2027/28")))
    words = texts(paper)
    assert paper.subtitle == "The set for 2027/28"
    assert "That the set of 5 KPIs for 2027/28 be agreed." in words
    assert "HOU-05 has no target yet." in words
    assert "Green: target met." in words
    assert "Not named" in words  # who holds the portfolio


def test_service_plans_tell_what_each_action_was_to_achieve_and_did():
    done = ActionInPaper(
        ref="HOU-A2", what="Hire two officers", service="Housing", state="Complete",
        aim="Both posts are filled.", success="Both began in June.", is_complete=True,
    )  # fmt: skip
    silent = replace(done, ref="HOU-A3", success="")
    paper = write(replace(by_hand(), kind=PaperKind.SERVICE_PLAN, actions=(done, silent)))
    words = texts(paper)
    assert "Of 2 actions: 2 complete." in words
    assert "is not told for HOU-A3." in words
    assert "Both posts are filled." in words
    empty = write(replace(by_hand(), kind=PaperKind.SERVICE_PLAN))
    assert "No service plan runs in" in texts(empty)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_council_without_anything_has_every_paper_all_the_same(kind):
    paper = write(replace(by_hand(), kind=kind, indicators=()))
    assert texts(paper).strip()


@pytest.mark.parametrize(
    ("kind", "period", "last"),
    [
        (PaperKind.KPI_SET, "2027/28", "2025/26"),
        (PaperKind.SERVICE_PLAN, "2026/27", "2025/26"),
        (PaperKind.YEAR, "2025/26", "2025/26"),
    ],
)
def test_a_set_is_agreed_ahead_and_plans_are_told_as_they_run(kind, period, last):
    check_period(kind, Period.parse(period), Period.parse(last))
    with pytest.raises(PaperRefused, match="has not ended"):
        check_period(kind, Period.parse(period).next, Period.parse(last))


def test_a_paper_that_tells_no_results_lacks_nothing():
    assert gaps(replace(by_hand(), kind=PaperKind.KPI_SET)).is_complete
    assert not gaps(by_hand()).is_complete


def test_the_forecast_stands_with_the_exception_and_before_the_top_team():
    views = [
        replace(one, forecast="The year ends at 51.0%; it was 66.0% after June 2026.",
                forecast_band=Band.RED)
        if one.indicator.ref == "HOU-03" else one
        for one in by_hand().indicators
    ]  # fmt: skip
    facts = replace(by_hand(), indicators=tuple(views))
    assert "Forecast: The year ends at 51.0%" in texts(quarterly(facts))
    page = write(replace(facts, kind=PaperKind.CMT))
    assert "HOU-03 Homes let in time 3: The year ends at 51.0%" in texts(page)


def test_returns_are_counted_and_the_late_ones_come_first():
    sent = ReturnInPaper(name="H-CLIC", due=TODAY, state="certified", to="MHCLG", is_sent=True)
    late = replace(sent, name="P1E", state="open", is_sent=False, is_late=True)
    paper = write(replace(by_hand(), kind=PaperKind.RETURNS, returns=(sent, late)))
    words = texts(paper)
    assert "2 returns due, 1 sent." in words
    assert "P1E is late." in words
    assert words.index("open, late") < words.index("certified")
