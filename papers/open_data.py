"""The publication as files: pages, CSV, and the description by which programs read them."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from cycle.monitor import publication, publication_data
from cycle.monitor.publication import Publication
from cycle.monitor.publication_data import Columns, Value
from papers.cells import written
from papers.html import html
from papers.style import PaperStyle

PAGES = "indicators"
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")


def page_addresses(refs: Iterable[str]) -> dict[str, str]:
    """The page of each reference, such as `indicators/HOU-02.html`: one name in capitals or not."""
    addresses: dict[str, str] = {}
    taken: set[str] = set()
    for ref in refs:
        name = plain = _NOT_IN_A_NAME.sub("-", ref).strip("-") or "indicator"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.casefold())
        addresses[ref] = f"{PAGES}/{name}.html"
    return addresses


def open_data(what: Publication, style: PaperStyle) -> dict[str, bytes]:
    """Every file by its name in the folder."""
    pages = {publication.HOME: html(publication.list_page(what), style)}
    for one in what.indicators:
        page = publication.indicator_page(what, one)
        pages[one.address] = html(page, style, home=f"../{publication.HOME}")
    texts = {
        **pages,
        publication.FIGURES: _csv(*publication_data.figures_table(what)),
        publication.INDICATORS: _csv(*publication_data.indicators_table(what)),
        publication.DESCRIPTION: _described(what),
    }
    return {name: text.encode("utf-8") for name, text in texts.items()}


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(columns)
    writer.writerows([written(cell) for cell in row] for row in rows)
    return text.getvalue()


def _described(what: Publication) -> str:
    """A Frictionless Data Package."""
    package = {
        "profile": "tabular-data-package",
        "name": "performance-indicators",
        "title": f"Performance indicators of {what.council}",
        "created": f"{what.on.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": "OGL-UK-3.0",
                "title": publication.LICENCE,
                "path": publication.LICENCE_ADDRESS,
            }
        ],
        "contributors": [{"title": what.council, "role": "publisher"}],
        "resources": [
            _resource(publication.FIGURES, publication_data.FIGURE_COLUMNS, ["ref", "period"]),
            _resource(publication.INDICATORS, publication_data.INDICATOR_COLUMNS, ["ref"]),
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(path: str, columns: Columns, primary_key: Sequence[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": path.rpartition("/")[2].removesuffix(".csv"),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, *told) for name, told in columns.items()],
            "primaryKey": primary_key,
            "missingValues": [""],
        },
    }


def _field(name: str, kind: str, words: str) -> dict[str, Any]:
    described: dict[str, Any] = {"name": name, "type": kind, "description": words}
    if kind == "boolean":
        described |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return described
