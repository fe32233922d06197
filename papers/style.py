"""How the council's papers look and which characters they can print; the same for every format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cycle.monitor.paper.blocks import Tone

LANGUAGE = "en-GB"
FONT = "Liberation Sans"
TINTS: Mapping[Tone, str] = {
    Tone.GREEN: "#d5ecd9",
    Tone.AMBER: "#fdebc8",
    Tone.RED: "#f9d6d5",
    Tone.PLAIN: "#ffffff",
}
"""Light enough for black text at more than 10:1."""
# What XML, and so a Word file or a workbook, cannot hold. Nothing of it can be seen.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LEAST_CONTRAST = 4.5  # to 1, with white: WCAG 2.2 AA for text


class PaperFault(Exception):
    """A paper cannot be printed; the message says why and what to do."""


class BadStyle(PaperFault):
    """The council's colour or Word template cannot be used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStyle:
    """`colour` is the council's, `#rrggbb`, used for headings and lines. `made_at` dates the file.

    `template` is the council's own Word template; None for ours.
    """

    made_at: datetime
    colour: str = "#1f4e79"
    template: Path | None = None


def printable(text: str) -> str:
    """The text without control characters, which no file format can show."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def check_colour(colour: str) -> None:
    """Raises BadStyle unless it is `#rrggbb` and dark enough to be read on white."""
    if not _COLOUR.fullmatch(colour):
        raise BadStyle(f"“{colour}” is not a colour: write it as #1f4e79.")
    contrast = 1.05 / (_luminance(colour) + 0.05)
    if contrast < LEAST_CONTRAST:
        raise BadStyle(
            f"{colour} is too light to be read on white: its contrast is {contrast:.1f} to 1, and "
            f"{LEAST_CONTRAST} to 1 is needed. Choose a darker one."
        )


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
