"""Prints a paper in processes of their own: a server neither waits for it nor keeps its memory.

`python -m papers.print_job` reads the order as JSON and writes the files as a zip. The PDF has a
process for itself, since its typesetting takes as much memory as all other formats together.
"""

import io
import json
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cycle.monitor.paper import as_text
from papers.formats import built
from papers.style import PaperFault, PaperStyle

PARTS = (("pdf",), ("docx", "html", "xlsx"))  # the formats of each process


def order(tree: str, style: PaperStyle, name: str, formats: Sequence[str]) -> bytes:
    """What the other process is told: the paper's tree as text, its style, the files' name."""
    told = {
        "formats": list(formats),
        "tree": tree,
        "name": name,
        "made_at": style.made_at.isoformat(),
        "colour": style.colour,
        "template": str(style.template) if style.template else "",
    }
    return json.dumps(told).encode()


def files(printed: bytes) -> dict[str, bytes]:
    """The files by name, from what the other process wrote."""
    with zipfile.ZipFile(io.BytesIO(printed)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def main() -> int:
    told = json.loads(sys.stdin.buffer.read())
    style = PaperStyle(
        made_at=datetime.fromisoformat(told["made_at"]),
        colour=told["colour"],
        template=Path(told["template"]) if told["template"] else None,
    )
    try:
        made = built(as_text.from_text(told["tree"]), style, told["name"], told["formats"])
    except PaperFault as fault:
        print(fault, file=sys.stderr)
        return 1
    with zipfile.ZipFile(sys.stdout.buffer, "w") as parts:
        for name, content in made.items():
            parts.writestr(name, content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
