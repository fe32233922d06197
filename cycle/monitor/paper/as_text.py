"""A paper's tree as text and back, so that what was frozen can be printed again years later."""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from cycle.monitor.paper.blocks import (
    BulletList,
    ChartPoint,
    DataCell,
    DataColumn,
    DataTable,
    LineChartPicture,
    Paper,
    Paragraph,
    Section,
    Tone,
)

_TYPES: dict[str, Any] = {
    each.__name__: each
    for each in (
        *(Paper, Section, Paragraph, BulletList, DataTable, DataColumn, DataCell),
        *(LineChartPicture, ChartPoint),
    )
}


def to_text(paper: Paper) -> str:
    """The tree as JSON; numbers keep every digit."""
    return json.dumps(_plain(paper), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Paper:
    """The same tree again."""
    paper = _tree(json.loads(text))
    if not isinstance(paper, Paper):
        raise ValueError("the text holds no paper")
    return paper


def _plain(value: Any) -> Any:
    match value:
        case Tone():
            return {"": "Tone", "value": value.value}
        case Decimal():
            return {"": "Decimal", "value": format(value, "f")}
        case tuple():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            told = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
            return {"": type(value).__name__, **told}
        case _:
            return value


def _tree(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tree(each) for each in value)
    if not isinstance(value, dict):
        return value
    kind = value[""]
    if kind == "Tone":
        return Tone(value["value"])
    if kind == "Decimal":
        return Decimal(value["value"])
    return _TYPES[kind](**{name: _tree(each) for name, each in value.items() if name})
