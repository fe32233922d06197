"""CSV files of every usual origin: encodings, separators, and Excel's own habits, read as text."""

import csv
import io
from collections.abc import Collection, Iterator

from papers.cells import UnreadableFile

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 20  # lines in which the separator and the header are looked for; our choice

_AROUND = ' "\u200b\u00a0'
_MARKS = "\ufeff\u200b"  # byte order marks, of which some programs write two


def csv_lines(
    name: str, content: bytes, wanted: Collection[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins; raises UnreadableFile.

    The separator is what `sep=` says, or that by which the header, with the `wanted` columns, is
    best divided.
    """
    text = _text(name, content)
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"')
    begins = 1
    if named.lower().startswith("sep=") and len(named) <= len("sep=;"):
        separator = named[4:] or "\t"  # Excel's own instruction to itself
        text, begins = rest, 2
    else:
        separator = _separator(text, wanted)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    offset = begins - 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1 + offset
    except csv.Error as error:
        why = "A quotation mark is out of place there, or a text is far too long."
        raise UnreadableFile(f"{name} cannot be read from line {begins} on. {why}") from error


def _separator(text: str, wanted: Collection[str]) -> str:
    lines = [line for line in text.split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]

    def fits(separator: str) -> tuple[int, int]:
        """How many wanted columns a line has, and how often the first line is divided."""
        divided = [
            [cell.strip(_AROUND).casefold() for cell in line.split(separator)] for line in lines
        ]
        most = max((len(set(cells) & set(wanted)) for cells in divided), default=0)
        widest = max((len(cells) for cells in divided[:2]), default=0)
        return most, widest

    return max(SEPARATORS, key=fits)


def _text(name: str, content: bytes) -> str:
    encodings: tuple[str, ...] = ("utf-8-sig", "cp1252")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)  # Excel's “Unicode text”
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.lstrip(_MARKS)
    raise UnreadableFile(f"{name} is not a text file. Save it as CSV UTF-8, or as .xlsx.")
