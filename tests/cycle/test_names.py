"""Which name a person means."""

from dataclasses import dataclass

import pytest

from cycle.plan.names import Register, Sort


@dataclass(frozen=True)
class Line:
    ref: str
    title: str
    service: str = "Housing"
    priority: str = "Homes and communities"
    aliases: tuple[str, ...] = ()


REGISTER = Register.of(
    [
        Line("HOU-01", "Affordable homes completed (year to date)"),
        Line("HOU-02", "Homelessness prevented: successful prevention duties"),
        Line("HOU-03", "Homelessness relieved: successful relief duties"),
        Line("HOU-10", "Responsive repairs finished on time", aliases=("Housing repairs",)),
        Line(
            "ENV-03", "Missed bin collections per 100,000", "Waste & Recycling", "Clean and green"
        ),
        Line("REV-01", "Council tax collected (year to date)", "Revenues and Benefits", ""),
        Line("REV-05", "Council tax support caseload", "Revenues and Benefits", ""),
    ]
)


@pytest.mark.parametrize(
    "text",
    ["HOU-01", "hou 1", "hou01", "HOU-1", "Hou–01", "affordable homes completed year to date"],
)
def test_a_reference_or_title_needs_no_exact_spelling_of_dashes_and_noughts(text):
    assert [name.key for name in REGISTER.exactly(text)] == ["HOU-01"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("missed bins", ["ENV-03"]),
        ("the bin collections", ["ENV-03"]),
        ("council tax", ["REV-01", "REV-05"]),
        ("waste", ["Waste & Recycling"]),
        ("waste and recycling", ["Waste & Recycling"]),
        ("council tax bins", []),
        ("the", []),
    ],
)
def test_some_of_the_words_will_do(text, keys):
    assert [name.key for name in REGISTER.in_words(text)] == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("houshing repairs", "HOU-10"),
        ("homelesness prevented", "HOU-02"),
        ("afordable homes", "HOU-01"),
        ("houshing", "Housing"),
        ("homelesness", None),
        ("council tax bins", None),
        ("counsil tax", None),
        ("houshing parking", None),
        ("weather", None),
        ("", None),
    ],
)
def test_a_misspelling_is_taken_only_when_it_can_be_one_name(text, key):
    found = REGISTER.misspelt(text)

    assert (found and found.key) == key


def test_the_nearest_names_are_offered_best_first_and_nothing_for_nonsense():
    assert [name.key for name in REGISTER.nearest("homelesness", Sort.INDICATOR)] == [
        "HOU-02",
        "HOU-03",
    ]
    assert REGISTER.nearest("tell me a joke") == ()
    assert {name.key for name in REGISTER.nearest("HOU-09")} >= {"HOU-01"}


def test_an_empty_register_knows_no_names():
    empty = Register.of([])

    assert empty.exactly("HOU-01") == empty.in_words("homes") == empty.nearest("homes") == ()
    assert empty.misspelt("homes") is None
