"""The files of a paper: which formats there are, what each is called, how all are written."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cycle.monitor.paper.blocks import Paper
from papers.cells import CannotWrite
from papers.docx import docx
from papers.html import html
from papers.pdf import pdf
from papers.style import PaperStyle
from papers.workbook import workbook

FORMATS: Mapping[str, Callable[[Paper, PaperStyle], bytes]] = {
    "pdf": pdf,
    "docx": docx,
    "html": lambda paper, style: html(paper, style).encode("utf-8"),
    "xlsx": workbook,
}


def built(
    paper: Paper, style: PaperStyle, name: str, formats: Iterable[str] = FORMATS
) -> dict[str, bytes]:
    """The files by name, such as `quarterly-2026-27-Q2.pdf`."""
    return {f"{name}.{each}": FORMATS[each](paper, style) for each in formats}


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write them into the folder, which is made if need be: each whole or not at all.

    Raises CannotWrite.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            partial = folder / f".{name}.part"
            try:
                partial.write_bytes(content)
                partial.replace(folder / name)
            finally:
                partial.unlink(missing_ok=True)
            written.append(folder / name)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written to: {error.strerror}.") from error
    return written
