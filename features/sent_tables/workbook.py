"""The file that was sent, read as a table of figures; or why it cannot be."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cycle.review import sent_rows
from features.turn import ReceivedTable
from papers import sheets

MOST_ROWS = 500  # of a workbook in the chat; our choice
MOST_UNPACKED = 50 * 1024 * 1024  # bytes; our choice
MACROS = "The workbook holds macros. None was run: only the cells were read."
_IN_CHAT = (  # the import's words, as they are said to whoever sends a file
    (" Say which, with --sheet NAME.", " Send a workbook with one of them."),
    ("and import again", "and send it again"),
    ("and import", "and send"),
)


def read_table(name: str, content: bytes) -> ReceivedTable:
    """The table in the file; or why it cannot be read, and what to do."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"figures{Path(name).suffix.lower()}"
        path.write_bytes(content)
        limits = sheets.ReadLimits(MOST_ROWS, MOST_UNPACKED)
        try:
            sheet = sheets.read(path, sent_rows.REQUIRED, limits=limits)
        except sheets.UnreadableFile as why:
            return ReceivedTable(fault=_in_chat(str(why), path.name, name))
    if missing := [column for column in sent_rows.REQUIRED if column not in sheet.columns]:
        columns = " and ".join(f"“{column}”" for column in missing)
        return ReceivedTable(
            fault=f"{name} has no column {columns}, so it is no table of figures. Type “template” "
            "for a workbook that fits."
        )
    notes = (*sheet.notes, MACROS) if _has_macros(content) else sheet.notes
    return ReceivedTable(sheet=replace(sheet, notes=notes))


def _in_chat(words: str, path: str, name: str) -> str:
    said = words.replace(path, name)
    for of_import, of_chat in _IN_CHAT:
        said = said.replace(of_import, of_chat)
    if "more than" in said and "rows" in said:
        said += " Send only those that you give; a larger table goes to the performance team."
    return said


def _has_macros(content: bytes) -> bool:
    if not content.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(part.lower().endswith("vbaproject.bin") for part in package.namelist())
