"""Is a PDF readable by everyone: title, language, tags, table headers, alternatives of pictures.

What a machine can see of PDF/UA-1 without a full checker; each fault is a sentence with what to do.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from papers.cells import UnreadableFile

SHORTEST_ALTERNATIVE = 10  # characters; less says nothing
_LEVELS = {f"/H{level}": level for level in range(1, 7)}


def check_pdf(path: Path) -> list[str]:
    """Every fault, one sentence each; empty where none is found. Raises UnreadableFile."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(path.read_bytes()), strict=False)
        root = reader.trailer["/Root"]
        return [*_about(reader, root), *_tags(root)]
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}.") from error
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(f"{path.name} is not a PDF, or it is damaged.") from error


def _about(reader: Any, root: Any) -> Iterator[str]:
    metadata = reader.metadata
    if not metadata or not (metadata.title or "").strip():
        yield "It has no title. Set one in the document’s properties."
    elif not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "Readers show the file’s name, not its title. Turn on “display document title”."
    if not str(root.get("/Lang", "")).strip():
        yield "It does not say in which language it is. Set it to English (United Kingdom)."


def _tags(root: Any) -> Iterator[str]:
    marked = root.get("/MarkInfo", {})
    if "/StructTreeRoot" not in root or not marked.get("/Marked", False):
        yield "It has no tags, so a screen reader cannot tell headings from text. Export it tagged."
        return
    tree = root["/StructTreeRoot"]
    roles = tree.get("/RoleMap", {})
    elements = list(_elements(tree, set()))
    kinds = [str(roles.get(each["/S"], each["/S"])) for each in elements]
    bare = sum(
        kind == "/Figure" and len(str(each.get("/Alt", "")).strip()) < SHORTEST_ALTERNATIVE
        for kind, each in zip(kinds, elements, strict=True)
    )
    if bare:
        yield f"{_count(bare, 'picture')} without a text that says what it shows. Add one to each."
    unscoped = sum(
        kind == "/TH" and "/Scope" not in _attributes(each)
        for kind, each in zip(kinds, elements, strict=True)
    )
    if unscoped:
        yield f"{_count(unscoped, 'header cell')} without a direction. Mark them as column or row."
    if "/Table" in kinds and "/TH" not in kinds:
        yield "Its tables have no header cells. Mark the first row of each as a header."
    levels = [_LEVELS[kind] for kind in kinds if kind in _LEVELS]
    if not levels:
        yield "It has no headings. Give each section one."
    elif any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False)):
        yield "A heading skips a level, as from 1 to 3. Use the levels in order."


def _elements(node: Any, seen: set[int]) -> Iterator[Any]:
    """Every element of the structure tree in reading order, each once."""
    waiting = [node]
    while waiting:
        current = waiting.pop().get_object()
        if isinstance(current, list):
            waiting += reversed(current)
        elif isinstance(current, dict) and id(current) not in seen:
            seen.add(id(current))
            if "/S" in current:
                yield current
            if "/K" in current and not isinstance(current["/K"], int):
                waiting.append(current["/K"])


def _attributes(element: Any) -> set[str]:
    told = element.get("/A", {})
    each = told if isinstance(told, list) else [told]
    found: set[str] = set()
    for one in each:
        value = one.get_object()
        if isinstance(value, dict):
            found |= set(value)
    return found


def _count(number: int, what: str) -> str:
    return f"{number} {what} is" if number == 1 else f"{number} {what}s are"
