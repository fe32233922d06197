"""Every card, in good weather and bad, keeps the rules of Teams; and the rules themselves bite."""

from typing import Any

import pytest

from cards.elements import Button, ButtonRef, ChoiceInput, Text, TextInput, card
from cards.escaping import clean, safe
from tests.card_rules import buttons, faults, inputs, words
from tests.cards.samples import ASK, CARDS, NASTY


@pytest.mark.parametrize("name", CARDS)
def test_every_card_keeps_the_rules_of_teams(name):
    assert faults(CARDS[name].content, CARDS[name].summary) == []


@pytest.mark.parametrize("name", CARDS)
def test_every_button_carries_the_ask_and_its_version_and_nothing_else(name):
    for node in _all(CARDS[name].content):
        if node.get("type") == "Action.Execute":
            assert node["data"] == {"ask": ASK.id, "v": ASK.version}


@pytest.mark.parametrize("name", CARDS)
def test_a_notification_is_one_line_without_hidden_writing(name):
    summary = CARDS[name].summary

    assert summary
    assert "\n" not in summary
    assert "\u202e" not in summary


def test_what_was_typed_comes_back_letter_for_letter():
    typed = inputs(CARDS["form, hostile"].content)

    assert typed["value"] == NASTY
    assert typed["commentary"] == NASTY * 60


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("plain words, (in brackets) and 5 < 10 & so on", None),
        ("snake_case and 3 * 4", "snake_case and 3 \\* 4"),
        ("**bold** _it_", "\\*\\*bold\\*\\* \\_it\\_"),
        ("[here](https://evil.example)", "\\[here\\](https://evil.example)"),
        ("<at>everyone</at>", "\\<at>everyone\\</at>"),
        ("<https://evil.example>", "\\<https://evil.example>"),
        ("&lt;at&gt;", "\\&lt;at\\&gt;"),
        ("Parks & leisure", None),
        ("- no list", "\\- no list"),
        ("-5 days", None),
        ("1. no list", "1\\. no list"),
        ("# no heading", "\\# no heading"),
        ("one\r\ntwo\n\n\nthree", "one\n\ntwo\n\nthree"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_people_s_text_is_never_markup(typed, sent):
    assert safe(typed) == (typed if sent is None else sent)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\x7f", "abc"),
        ("12\u202e34", "1234"),
        ("\ufeffstart", "start"),
        ("one\u2028two\x85three\r", "one\ntwo\nthree\n"),
        ("tab\there", "tab here"),
        ("👩‍🚒 مرحبا", "👩‍🚒 مرحبا"),
        ("half \ud83d a pair", "half  a pair"),
    ],
)
def test_control_characters_and_reversed_writing_are_left_out(typed, kept):
    assert clean(typed) == kept


def test_a_misspelt_property_is_refused():
    with pytest.raises(TypeError, match="wieght"):
        Text("Due", wieght="Bolder")


def test_a_card_needs_a_summary_and_shows_at_most_six_buttons():
    button = Button("give", "Give", ASK)

    with pytest.raises(ValueError, match="summary"):
        card("")
    with pytest.raises(ValueError, match="6 buttons"):
        card("Due", actions=[button] * 7)


def test_a_button_falls_back_on_a_submit_that_says_its_verb():
    shown = card("Due", actions=[Button("give", "Give", ButtonRef("k1", 3))]).content
    execute = shown["body"][-1]["actions"][0]

    assert execute["data"] == {"ask": "k1", "v": 3}
    assert execute["fallback"]["data"] == {"ask": "k1", "v": 3, "verb": "give"}
    assert buttons(shown) == {"give": "Give"}


def _broken(**changes: Any) -> dict[str, Any]:
    whole = card("Due", Text("Green", color="Good"), actions=[Button("give", "Give", ASK)])
    return whole.content | changes


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (_broken(version="1.6"), "version 1.5"),
        (_broken(fallbackText=""), "notification"),
        (_broken(colour="red"), "AdaptiveCard has no ['colour']"),
        (_broken(body=['{"type": "TextBlock"}']), "an element is no object"),
        (_broken(body=[{"type": "TextBlok", "text": "x"}]), "no such part"),
        (_broken(body=[{"type": "TextBlock", "text": "x", "wieght": "Bolder"}]), "wieght"),
        (_broken(body=[{"type": "TextBlock", "text": "x", "weight": "Fat"}]), "weight"),
        (_broken(body=[{"type": "TextBlock", "text": "*x*"}]), "markup"),
        (_broken(body=[{"type": "TextBlock", "text": "a _b_"}]), "markup"),
        (_broken(body=[{"type": "TextBlock", "text": "<at>x</at>"}]), "markup"),
        (_broken(body=[{"type": "FactSet", "facts": [{"title": "a", "value": "[b](c)"}]}]), "mark"),
        (_broken(body=[{"type": "TextBlock", "text": "fine", "color": "Good"}]), "no word says"),
        (_broken(body=[{"type": "Input.Text", "id": "a"}]), "no label"),
        (_broken(body=[{"type": "Input.Text", "label": "A (required)", "isRequired": True}]), "id"),
        (_broken(body=[{"type": "Badge", "text": "x"}]), "no fallback"),
        (_broken(body=[{"type": "ActionSet", "actions": [{"type": "Action.Submit"}] * 7}]), "6 a"),
        (_broken(body=[{"type": "Action.Execute", "verb": "x", "title": "X"}]), "carries"),
        (_broken(body=[{"type": "TextBlock", "text": "x" * 40_000}]), "too large"),
        (_broken(body=[Text("x", id="a")._data, Text("y", id="a")._data]), "2 times"),
        (
            _broken(body=[{"type": "Action.ToggleVisibility", "targetElements": ["gone"]}]),
            "no part 'gone'",
        ),
    ],
)
def test_each_rule_finds_the_card_that_breaks_it(broken, fault):
    assert any(fault in found for found in faults(broken)), faults(broken)


def test_a_required_input_says_so_and_has_an_error_message():
    silent = card("Due", TextInput(id="a", label="A", is_required=True)).content
    spoken = card(
        "Due",
        ChoiceInput(
            [("Yes", "y")], id="a", label="A (required)", is_required=True, error_message="Choose."
        ),
    ).content

    assert len(faults(silent)) == 2
    assert faults(spoken) == []


def test_the_words_of_a_card_read_as_they_are_shown():
    assert "**bold**" in words(card("Due", Text("**bold**")).content)


def test_a_finished_card_is_plain_json_and_cannot_be_changed():
    finished = card("Due", Text("x"))

    assert isinstance(finished.content["body"][0], dict)
    with pytest.raises(AttributeError):
        finished.summary = "other"  # type: ignore[misc]


def _all(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        return [node, *(found for child in node.values() for found in _all(child))]
    if isinstance(node, list):
        return [found for child in node for found in _all(child)]
    return []
