"""What is typed is kept as it looks, without the characters that only act."""

import pytest

from cycle.text import without_hidden

FAMILY = "👨\u200d👩\u200d👧"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def test_hidden_marks_go_and_what_can_be_seen_stays():
    typed = f"\u202eA\x00B\r\nC\t{FAMILY}\u2066 بيت\ud800"

    assert without_hidden(typed) == f"AB\nC\t{FAMILY} بيت"


@pytest.mark.parametrize("end", ["\r", "\r\n", "\x0b", "\x0c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_one_kind(end):
    assert without_hidden(f"one{end}=two") == "one\n=two"


@pytest.mark.parametrize(
    "mark",
    ["\x00", "\x08", "\x1b", "\x7f", "\u200b", "\u200e", "\u202e", "\u2067", "\ufeff", "\ue000",
     "\U000e0041"],
    ids=ascii,
)  # fmt: skip
def test_a_mark_that_cannot_be_seen_is_not_kept(mark):
    assert without_hidden(f"a{mark}b") == "ab"


@pytest.mark.parametrize(
    "text", ["", "a b", "£1.2m – “paid”", FAMILY, ENGLAND, "é", "①", "\U0001fae8"]
)
def test_what_can_be_seen_is_kept_as_typed(text):
    assert without_hidden(text) == text
    assert without_hidden(f"{text}\n{text}") == f"{text}\n{text}"
