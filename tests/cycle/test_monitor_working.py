"""Is it working? Before and after an intervention, and what follows."""

from datetime import date
from decimal import Decimal

import pytest

from cycle.improve.intervention import Stage
from cycle.monitor.follow import Follows, followed, is_proved
from cycle.monitor.working import Progress, awaited, findings, first_after, is_it_working
from cycle.periods import Frequency, WorkingDays
from cycle.plan.indicator import Kind, Polarity
from cycle.review.trend import Break, Direction
from tests.cycle.asked import effect, intervention, proposal
from tests.cycle.made import figure, figures, kpi, months, period

WORKING, EARLY, NOT = Progress.WORKING, Progress.TOO_EARLY, Progress.NOT_WORKING
STARTED = date(2026, 11, 2)
TODAY = date(2026, 12, 10)
LONG = "70 72 71 69 70 73 71 70 72 71 69 72 71 71"  # 14 months, to October 2026
RANGE = {"polarity": Polarity.RANGE, "range_low": "80", "range_high": "90"}


def found(after, before=LONG, promise=None, breaks=(), today=TODAY, **terms):
    """What the figures from November 2026 say of an intervention that began on the 2nd."""
    indicator = kpi(**terms)
    before = before.split()
    first = period("2026-11").later(-len(before))
    series = months(str(first), [*before, *after.split()])
    return is_it_working(indicator, promise or effect(), STARTED, series, today, breaks)


@pytest.mark.parametrize(
    ("frequency", "started", "first"),
    [
        (Frequency.MONTHLY, date(2026, 11, 1), "2026-11"),
        (Frequency.MONTHLY, date(2026, 11, 15), "2026-11"),
        (Frequency.MONTHLY, date(2026, 11, 16), "2026-12"),
        (Frequency.MONTHLY, date(2026, 11, 30), "2026-12"),
        (Frequency.QUARTERLY, date(2026, 7, 2), "2026/27 Q2"),
        (Frequency.QUARTERLY, date(2026, 9, 1), "2026/27 Q3"),
        (Frequency.ANNUAL, date(2026, 9, 30), "2026/27"),
        (Frequency.ANNUAL, date(2026, 12, 1), "2027/28"),
    ],
)
def test_a_period_counts_as_after_when_half_of_it_was_still_to_run(frequency, started, first):
    assert first_after(frequency, started) == period(first)


@pytest.mark.parametrize(
    ("after", "progress", "shift", "is_reached"),
    [
        # promised: 85 by January; what was usual: about 66 to 76
        ("", EARLY, None, False),
        ("72", EARLY, 0, False),
        ("80", WORKING, 1, False),  # a real improvement, and not yet what was promised
        ("86", WORKING, 1, True),
        ("60", NOT, -1, False),  # a real worsening is not waited for
        ("72 72", EARLY, 0, False),
        ("72 72 72", NOT, 0, False),  # January has come
        ("72 72 80", WORKING, 1, False),
        ("80 80 72", NOT, 0, False),  # it did not last
        ("72 - 72", NOT, 0, False),
        ("72 72 - 72", NOT, 0, False),  # January's figure is missing, a later one is there
        ("72 72 72 72 72 72 72", WORKING, 1, False),  # seven above what was usual
    ],
)
def test_what_the_chart_says_settles_it(after, progress, shift, is_reached):
    one = found(after)
    assert (one.progress, one.is_reached) == (progress, is_reached)
    assert one.shift == shift


@pytest.mark.parametrize(
    ("after", "promise", "progress"),
    [
        ("75", "75", EARLY),  # as usual: one good month may be luck
        ("75 70 70", "75", NOT),
        ("70 70 75", "75", WORKING),  # kept on the day promised
        ("70 70 74.9", "75", NOT),
    ],
)
def test_what_is_usual_must_be_reached_on_the_day_promised(after, promise, progress):
    assert found(after, promise=effect(target=Decimal(promise))).progress is progress


@pytest.mark.parametrize(
    ("after", "progress", "direction"),
    [
        ("80", EARLY, Direction.BETTER),
        ("85", WORKING, Direction.BETTER),
        ("90 84", EARLY, Direction.BETTER),
        ("80 82 84.9", NOT, Direction.BETTER),  # better, and short of the promise
        ("80 82 85", WORKING, Direction.BETTER),
        ("60", EARLY, Direction.WORSE),
        ("71 71 71", NOT, Direction.SAME),
    ],
)
def test_without_a_chart_the_promise_decides(after, progress, direction):
    one = found(after, before="70 71")
    assert (one.progress, one.direction, one.shift) == (progress, direction, None)


@pytest.mark.parametrize(
    ("terms", "start", "target", "after", "progress"),
    [
        ({"polarity": Polarity.LOWER}, 30, 20, "19", WORKING),
        ({"polarity": Polarity.LOWER}, 30, 20, "25 25 21", NOT),
        (RANGE, 71, 79, "79", WORKING),
        (RANGE, 71, 80, "85", WORKING),
        (RANGE, 71, 80, "85 85 95", NOT),  # out on the other side
        (RANGE, 99, 92, "79", WORKING),
    ],
)
def test_lower_is_better_and_ranges_are_judged_their_own_way(terms, start, target, after, progress):
    promise = effect(start=Decimal(start), target=Decimal(target))
    assert found(after, before=str(start), promise=promise, **terms).progress is progress


@pytest.mark.parametrize("terms", [{"polarity": Polarity.NONE}, {"kind": Kind.STATISTIC}])
def test_what_knows_no_better_is_never_called_working(terms):
    one = found("99 99 99", **terms)
    assert one.progress is EARLY
    assert "no better or worse" in one.sentence


def test_a_break_since_the_start_parts_before_from_after():
    cut = Break(period("2026-12"), "new system")
    one = found("72 99 99", breaks=[cut])
    assert (one.progress, one.direction) == (EARLY, Direction.NOT_COMPARABLE)
    assert "the series breaks at December 2026 (new system)" in one.sentence
    assert found("72", breaks=[cut]).progress is EARLY  # before it, the chart goes on
    old = Break(period("2026-03"), "new system")
    assert found("86", breaks=[old]).shift is None  # eight periods before are too few


def test_a_run_that_began_before_the_start_is_not_carried_over_it():
    before = "70 72 69 73 68 72 70 69 72.5 72.6 72.4 72.7 72.5 72.6"  # six above the mean
    one = found("72.5", before=before)  # the seventh
    assert (one.shift, one.progress) == (0, EARLY)


@pytest.mark.parametrize(
    ("start", "target", "after", "progress", "words"),
    [
        # it had fallen out of its limits, and recovers
        ("50", "71", "60", EARLY, "still worse than usual before"),
        ("50", "71", "50", EARLY, "still worse than usual before"),
        ("50", "71", "50 50 50", NOT, "still worse than usual before"),
        ("50", "71", "60 60 60", NOT, "still worse than usual before"),
        ("50", "60", "60 60 60", WORKING, "still worse than usual before"),
        ("50", "71", "45", NOT, "a real worsening"),
        # it was well already when the intervention began
        ("85", "95", "84", EARLY, "better than usual before, as it was at the start"),
        ("85", "95", "85", EARLY, "better than usual before, as it was at the start"),
        ("85", "95", "90", WORKING, "a real improvement"),
    ],
)
def test_a_shift_older_than_the_start_proves_nothing(start, target, after, progress, words):
    promise = effect(start=Decimal(start), target=Decimal(target))
    one = found(after, promise=promise)
    assert one.progress is progress
    assert words in one.sentence


def test_a_move_of_less_than_one_case_is_no_move():
    series = figures(figure("2026-11", "71.3", of="57/80"))
    one = is_it_working(kpi(), effect(), STARTED, series, TODAY)
    assert one.direction is Direction.SAME
    assert found("73", before="71", dead_band=Decimal(2)).direction is Direction.SAME


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (TODAY, "Too early to tell: the first figure that can show it is that for November 2026."),
        (date(2027, 2, 1),
         "Too early to tell: 31 January 2027 has passed, and the figure for January 2027 has not "
         "come."),
    ],
)  # fmt: skip
def test_a_missing_figure_proves_nothing(today, words):
    one = found("", today=today)
    assert (one.progress, one.period, one.sentence) == (EARLY, None, words)


def test_not_applicable_and_figures_of_another_length_are_no_figures():
    series = figures(
        figure("2026-11", "99", of="0/0"), figure("2026/27 Q3", "99"), figure("2026-10", "70")
    )
    assert is_it_working(kpi(), effect(), STARTED, series, TODAY).period is None


@pytest.mark.parametrize(
    ("by", "after", "progress"),
    [
        (date(2026, 12, 31), "72 72", NOT),
        (date(2026, 12, 30), "72", NOT),  # December ends a day later: November must show it
        (date(2026, 11, 10), "72", NOT),  # never before the first period that counts
    ],
)
def test_the_day_promised_is_judged_by_the_last_whole_period(by, after, progress):
    one = found(after, promise=effect(by=by))
    assert (one.progress, one.is_due) == (progress, True)


@pytest.mark.parametrize(
    ("today", "by", "judged", "missing"),
    [
        ("2027-02-12", "2027-01-31", "2026-11 2026-12", None),  # January's is due to its end
        ("2027-02-13", "2027-01-31", "2026-11 2026-12", "2027-01"),
        ("2027-02-13", "2027-01-31", "", "2027-01"),
        ("2027-02-26", "2027-02-26", "2026-11 2026-12", None),  # the day itself has not passed
        ("2027-02-27", "2027-02-26", "2026-11 2026-12", "2027-01"),
        ("2027-02-12", "2027-01-31", "2026-11 2027-01", None),
        ("2027-03-12", "2027-01-31", "2026-11 2027-02", None),  # a later figure has said it
        ("2027-01-16", "2027-01-15", "2026-11", "2026-12"),  # January had not ended
        ("2026-12-14", "2026-11-10", "", None),
        ("2026-12-15", "2026-11-10", "", "2026-11"),  # never before the first that counts
    ],
)
def test_the_figure_of_the_promised_day_is_missing_once_both_days_have_passed(
    today, by, judged, missing
):
    promise, known = effect(by=date.fromisoformat(by)), [period(one) for one in judged.split()]
    found = awaited(kpi(), promise, STARTED, known, date.fromisoformat(today), WorkingDays())
    assert found == (period(missing) if missing else None)


def test_a_year_to_date_total_is_judged_with_the_figure_of_the_promised_day():
    indicator = kpi(unit="number", cumulative=True)
    promise = effect(start=Decimal(40), target=Decimal(90), by=date(2027, 3, 31))
    texts = ["40", "50", "60", "70", "91", "5"]  # November to March, and April begins anew
    series = months("2026-11", texts)

    def on(when):
        by_then = {month: figure for month, figure in series.items() if not period(when) < month}
        return is_it_working(indicator, promise, STARTED, by_then, TODAY)

    assert [on(when).progress for when in ("2027-02", "2027-03", "2027-04")] == [
        EARLY,
        WORKING,
        WORKING,
    ]
    assert on("2027-04").period == period("2027-03")


def test_the_board_reads_why_in_one_go():
    assert found("72 72 72").sentence == (
        "Not working: 72.0% for January 2027; 1.0 percentage points better than the 71.0% at the "
        "start; 85.0% was promised by 31 January 2027, and is not reached; within what it usually "
        "did before."
    )
    assert found("86").sentence == (
        "Working: 86.0% for November 2026; 15.0 percentage points better than the 71.0% at the "
        "start; 85.0% was promised by 31 January 2027, and is reached; a real improvement on what "
        "it did before."
    )


def test_an_effect_is_read_from_its_own_indicator():
    with pytest.raises(ValueError, match="HOU-02"):
        is_it_working(kpi(id=2, ref="HOU-02"), effect(), STARTED, {}, TODAY)


# ---------------------------------------------------------------- what follows


def followed_by(after, stage=Stage.RUNNING, before=LONG):
    texts = before.split()
    series = months(str(period("2026-11").later(-len(texts))), [*texts, *after.split()])
    all_found = findings(kpi(), effect(), STARTED, series, TODAY)
    return followed(intervention(stage, proposal=proposal()), all_found)


@pytest.mark.parametrize(
    ("stage", "after", "then", "follows"),
    [
        (Stage.RUNNING, "", Stage.RUNNING, Follows.NOTHING),
        (Stage.RUNNING, "72", Stage.RUNNING, Follows.NOTHING),
        (Stage.RUNNING, "86", Stage.WORKING, Follows.NOTHING),  # one period may be luck
        (Stage.WORKING, "86 87", Stage.WORKING, Follows.PROPOSE_TO_CLOSE),
        (Stage.RUNNING, "86 87", Stage.WORKING, Follows.PROPOSE_TO_CLOSE),
        (Stage.WORKING, "80 81", Stage.WORKING, Follows.NOTHING),  # real, and short of the promise
        (Stage.WORKING, "80 86", Stage.WORKING, Follows.PROPOSE_TO_CLOSE),
        (Stage.WORKING, "86 72", Stage.RUNNING, Follows.NOTHING),
        (Stage.WORKING, "86 86 72", Stage.NOT_WORKING, Follows.TELL_THE_BOARD),
        (Stage.RUNNING, "72 72 72", Stage.NOT_WORKING, Follows.TELL_THE_BOARD),
        (Stage.NOT_WORKING, "72 72 72 72", Stage.NOT_WORKING, Follows.TELL_THE_BOARD),
        (Stage.NOT_WORKING, "72 72 72 86", Stage.WORKING, Follows.NOTHING),
        (Stage.AGREED, "86 86", Stage.AGREED, Follows.NOTHING),
        (Stage.CLOSED, "86 86", Stage.CLOSED, Follows.NOTHING),
    ],
)
def test_what_follows_from_the_figures(stage, after, then, follows):
    one, what = followed_by(after, stage)
    assert (one.stage, what) == (then, follows)


def test_the_same_findings_give_the_same_again():
    texts = [*LONG.split(), "86", "87"]
    series = months("2025-09", texts)
    all_found = findings(kpi(), effect(), STARTED, series, TODAY)
    once, _ = followed(intervention(Stage.RUNNING), all_found)
    assert followed(once, all_found) == (once, Follows.PROPOSE_TO_CLOSE)


def test_a_restated_figure_takes_the_proof_back():
    texts = [*LONG.split(), "86", "87"]
    series = months("2025-09", texts)
    assert is_proved(findings(kpi(), effect(), STARTED, series, TODAY))
    series |= figures(figure("2026-11", "72", version=2))
    assert not is_proved(findings(kpi(), effect(), STARTED, series, TODAY))
