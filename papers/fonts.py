"""The fonts that come with Steward, and what to print for a character that none of them has.

PDF/A and PDF/UA forbid the empty box that other files show there: the character's name is printed
in brackets instead, so that nothing a person typed is lost.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")
FAMILIES = ("Liberation Sans", "DejaVu Sans", "Noto Emoji")
_FILES = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf", "NotoEmoji-Regular.ttf")
_JOINS = frozenset("\n\t\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufe0f")


def covered(text: str) -> str:
    """The text, with the name of each character that our fonts cannot print: `[HANGUL …]`."""
    if text.isascii():
        return text
    known = _characters()
    return "".join(
        letter if ord(letter) in known or letter in _JOINS else f"[{_name(letter)}]"
        for letter in text
    )


def _name(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}")


@cache
def _characters() -> frozenset[int]:
    return frozenset(code for name in _FILES for code in _mapped((FOLDER / name).read_bytes()))


def _mapped(font: bytes) -> Iterator[int]:
    """The characters of a TrueType font, from its `cmap` table (formats 4 and 12)."""
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(count):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        if tag == b"cmap":
            (tables,) = struct.unpack_from(">H", font, start + 2)
            for table in range(tables):
                (offset,) = struct.unpack_from(">I", font, start + 4 + 8 * table + 4)
                yield from _codes(font, start + offset)


def _codes(font: bytes, start: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", font, start)
    if form == 4:
        (twice,) = struct.unpack_from(">H", font, start + 6)
        ends = struct.unpack_from(f">{twice // 2}H", font, start + 14)
        firsts = struct.unpack_from(f">{twice // 2}H", font, start + 16 + twice)
        for first, last in zip(firsts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif form == 12:
        (groups,) = struct.unpack_from(">I", font, start + 12)
        for group in range(groups):
            first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
            yield from range(first, last + 1)
