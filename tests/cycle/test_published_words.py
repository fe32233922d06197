"""The published failures that turn on words, numbered: what Steward asks back about each.

Their arithmetic is in `test_published_failures`, what needs the whole system in `tests/flows`.
"""

import re
from pathlib import Path

import pytest

from cycle.periods import Frequency
from cycle.plan.indicator import Polarity
from cycle.review import commentary
from cycle.review.figure import Figure
from cycle.review.schemes import Band
from cycle.review.standing import Evidence, stand
from tests.cycle.made import CALENDAR, TODAY, by_period, figure, figures, kpi, period

Q1, Q2 = period("2026/27 Q1"), period("2026/27 Q2")


def asked(now: str | None, words: str, *, before: str = "", was: str = "", **terms) -> list[str]:
    """What is asked about the second quarter's figure, after the first one's."""
    profile = by_period(terms.pop("profile", {}))
    given = [figure("2026/27 Q2", now, commentary=words)]
    given += [figure("2026/27 Q1", before, commentary=was)] if before or was else []
    return queries(given, profile, **terms)


def queries(given: list[Figure], profile, **terms) -> list[str]:
    indicator = kpi(**{"frequency": Frequency.QUARTERLY, "target": "95", **terms})
    series = figures(*given)
    standing = stand(indicator, Q2, Evidence(series=series, profile=profile), TODAY, CALENDAR)
    earlier = series.get(Q1)
    return list(
        commentary.queries(
            indicator,
            series[Q2],
            standing.target,
            standing.short,
            standing.long,
            earlier.commentary if earlier else "",
        )
    )


def test_4_a_note_carried_over_word_for_word_is_asked_about():
    note = "12 of 13 major and 4 of 4 minor applications were decided in time."
    (said,) = asked(None, note, before="96", was=note.upper())
    assert said == "The commentary is word for word that of the period before: is it still so?"


def test_6_a_note_that_reports_more_than_the_count_is_asked_about():
    homes = {"unit": "number", "decimals": 0, "cumulative": True, "target": "180"}
    (said,) = asked(
        "60", "95 homes have been delivered to date.", profile={"2026/27 Q2": "90"}, **homes
    )
    assert said == (
        "The commentary says that the total is 95, but the figure given is 60: which is right?"
    )


def test_7_pounds_in_the_note_that_make_another_per_cent_are_asked_about():
    (said,) = asked("46", "We have spent £1.1m of the £1.9m budget.", before="40", target="50")
    assert "£1.1m of the £1.9m is 57.9%, but the figure given is 46.0%" in said


def test_18_far_below_falling_and_called_improving_is_red_and_asked_about():
    given = [
        figure("2026/27 Q1", "50"),
        figure("2026/27 Q2", "40", commentary="Performance is improving."),
    ]
    assert any("improving”, but it is Worse" in each for each in queries(given, {}))
    result = stand(
        kpi(frequency=Frequency.QUARTERLY, target="95"),
        Q2,
        Evidence(series=figures(*given)),
        TODAY,
        CALENDAR,
    )
    assert result.band is Band.RED


@pytest.mark.parametrize(
    ("polarity", "before", "now"),
    [(Polarity.HIGHER, "90", "88"), (Polarity.LOWER, "18", "24")],
)
def test_19_improvement_reported_while_the_figure_gets_worse_is_asked_about(polarity, before, now):
    said = asked(now, "Performance has improved.", before=before, polarity=polarity)
    assert any("“Performance has improved”, but it is Worse" in each for each in said)


def test_20_a_target_in_the_note_that_is_not_the_target_set_is_asked_about():
    (said,) = asked("82", "This is against a target of 85%.", before="80", target="90")
    assert said == (
        "The commentary says that the target is 85.0%, but the target set is 90.0%: which is right?"
    )


def test_every_one_of_the_twenty_nine_has_a_test_of_its_number():
    folder = Path(__file__).parent.parent
    tests = "".join(path.read_text("utf-8") for path in folder.rglob("test_published_*.py"))
    numbers = {int(number) for number in re.findall(r"def test_(\d+)_", tests)}
    assert numbers == set(range(1, 30))
