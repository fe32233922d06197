"""The page of the rules is true: its examples and pictures are what the rules make today."""

import re
from xml.etree import ElementTree

import pytest

from cycle.plan.indicator import Scheme
from cycle.review.chart import Assurance, Variation
from cycle.review.quality import Principle
from cycle.review.rate import State
from cycle.review.signals import Signal
from cycle.review.trend import Direction
from tools.rules_page import examples, pictures, rules, stable

PAGE = rules.PAGE.read_text("utf-8")
BLOCKS = examples.blocks()
PICTURES = pictures.pictures()
AGAIN = "run `python -m tools.rules_page.pictures` and look at the difference"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_worked_example_is_what_the_rules_say(name):
    assert rules.between(PAGE, name, BLOCKS[name]) == PAGE, AGAIN


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_drawn_by_the_rules(name):
    assert (pictures.FOLDER / name).read_text("utf-8") == PICTURES[name], AGAIN


def test_every_picture_is_on_the_page_and_is_described():
    shown = re.findall(r"!\[([^\]]+)\]\(rules/([^)]+)\)", PAGE)
    assert {name for _, name in shown} == set(PICTURES)
    assert {path.name for path in pictures.FOLDER.iterdir()} == set(PICTURES)
    for picture in PICTURES.values():
        root = ElementTree.fromstring(picture)
        assert root.attrib["aria-label"]


@pytest.mark.parametrize(
    "word",
    [
        *(f"`{scheme}`" for scheme in Scheme),
        *State,
        *(direction for direction in Direction),
        *Variation,
        *(each for each in Assurance if each is not Assurance.NONE),
        *Principle,
    ],
)
def test_every_word_that_steward_uses_is_explained(word):
    assert re.search(re.escape(str(word)), PAGE, re.IGNORECASE)


def test_every_rule_of_the_chart_has_its_picture_and_its_words():
    kinds = {str(signal).rpartition(" ")[0] for signal in Signal if signal is not Signal.NONE}
    marked = {str(p.signal).rpartition(" ")[0] for c in pictures.CHARTS.values() for p in c.points}
    assert kinds <= marked


def test_the_measured_tables_are_there_with_their_seed():
    _, _, rest = PAGE.partition("<!-- measured -->")
    block, _, _ = rest.partition("<!-- end of measured -->")
    assert f"seed {rules.SEED}" in block
    assert all(f"| {name} |" in block for name in (*rules.NAIVE, *rules.OURS))


def test_our_triggers_cry_wolf_far_less_than_the_naive_arrow():
    runs = 150
    alarms = rules.false_alarms(runs)
    for above in rules.ABOVE:
        assert alarms[above]["worse than last month"] > 0.35 * runs
        assert alarms[above]["of these, raised"] < 0.08 * runs
        assert alarms[above]["C, chart"] < 0.05 * runs


@pytest.mark.parametrize("kind", stable.KINDS[:7:3], ids=lambda kind: kind.name)
def test_a_measure_that_has_not_changed_seldom_deteriorates(kind):
    runs = 150
    found = stable.heard(kind, runs)
    assert found["raised as deteriorating"] < 0.09 * runs
    assert found["listed only"] > 0


def test_what_remains_of_false_alarms_is_on_the_page():
    _, _, rest = PAGE.partition("<!-- stable -->")
    block, _, _ = rest.partition("<!-- end of stable -->")
    assert all(f"| {kind.name} |" in block for kind in stable.KINDS)
    assert f"{stable.RUNS:,} series of each kind" in block


def test_a_real_fall_is_found_while_it_lasts():
    assert rules.found_falls(40)["any of A, B, C"] >= 38
    assert rules.found_falls(40)["C, chart"] >= 24
