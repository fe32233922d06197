"""Activities off and onto the wire: strict where the SDK guesses, and ten times as quick.

Both ways follow the SDK's own attribute maps. A field of the wrong shape is Malformed; an unknown
one is kept in `additional_properties`, as the SDK does.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import Any

import botbuilder.schema
from botbuilder.schema import Activity
from msrest.serialization import Serializer

from cards.elements import Card

CARD = "application/vnd.microsoft.card.adaptive"
Convert = Callable[[Any], Any]
LONGEST_LIST = 1_000  # items; Teams names a few dozen people at most
MOST_OBJECTS = 2_000  # objects and lists in one body; Teams sends fewer than a hundred
DEEPEST = 32  # levels of objects and lists
_JSON = (str, bool, int, float)  # as they are, whatever the field


class Malformed(ValueError):
    """The body is not an activity as Teams sends them."""


def parse(raw: bytes) -> dict[str, Any]:
    """Read a JSON object from UTF-8; raises Malformed for anything else, for more than a model
    may be made of, and for NUL characters and half characters, which no database keeps."""
    try:
        text = raw.decode()
        body = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    if not isinstance(body, dict):
        raise Malformed("not a JSON object")
    _check_size(body)
    if "\\u" in text and not _is_sound(body):
        raise Malformed("not sound text")
    return body


def read(body: dict[str, Any]) -> Activity:
    """Make the SDK's Activity; raises Malformed. Type, sender and conversation must be there."""
    activity = _read_model(Activity, body)
    sender, conversation = activity.from_property, activity.conversation
    if not (activity.type and sender and sender.id and conversation and conversation.id):
        raise Malformed("type, from or conversation is missing")
    return activity


def written(model: Any) -> dict[str, Any]:
    """The JSON object of an SDK model: what is None is left out."""
    writers = _writers(model.__class__)
    made = {}
    for name, value in model.__dict__.items():
        if value is not None and (field := writers.get(name)) is not None:
            key, convert = field
            made[key] = value if value.__class__ in _JSON else convert(value)
    return made


def attachment(card: Card) -> dict[str, Any]:
    """A card as a message carries it, with its summary for clients that cannot draw it."""
    content = card.content
    if card.content_type:
        own = {"contentType": card.content_type, "content": content, "name": card.name}
        return own | ({"contentUrl": card.content_url} if card.content_url else {})
    if "fallbackText" not in content:
        content = {**content, "fallbackText": card.summary}
    return {"contentType": CARD, "content": content}


def tenant(activity: Activity) -> str:
    """The tenant as Teams names it, in channelData; the SDK's own field is always empty."""
    return within(activity.channel_data, "tenant")


def within(channel_data: object, part: str) -> str:
    """The id of a part of channelData (tenant, team, channel), or an empty string."""
    inner = channel_data.get(part) if isinstance(channel_data, dict) else None
    found = inner.get("id") if isinstance(inner, dict) else None
    return found if isinstance(found, str) else ""


def _no_number(name: str) -> None:
    raise ValueError(name)


_HALF = re.compile("[\ud800-\udfff]")  # half of a character
_DECODER = json.JSONDecoder(parse_constant=_no_number)  # NaN and Infinity are not JSON


def _check_size(body: dict[str, Any]) -> None:
    """Raises Malformed for too long a list, too many objects or too deep a body: to make the SDK's
    models of them would hold up everybody."""
    level: list[Any] = [body]
    count = 0
    for _ in range(DEEPEST):
        below = []
        for container in level:
            if container.__class__ is list:
                if len(container) > LONGEST_LIST:
                    raise Malformed("a list is too long")
                items = container
            else:
                items = container.values()
            below += [item for item in items if item.__class__ in (dict, list)]
        count += len(below)
        if count > MOST_OBJECTS:
            raise Malformed("too many objects")
        if not below:
            return
        level = below
    raise Malformed("nested too deeply")


def _is_sound(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_sound(key) and _is_sound(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_sound, value))
    if isinstance(value, str):
        return "\0" not in value and not _HALF.search(value)
    return True


def _read_model(model: Any, body: object) -> Any:
    if not isinstance(body, dict):
        raise Malformed(f"{model.__name__} is not an object")
    readers, blank = _readers(model)
    fields, unknown = blank.copy(), {}
    for key, value in body.items():
        field = readers.get(key)
        if field is None:
            unknown[key] = value
        elif value is not None:
            name, convert = field
            fields[name] = convert(value)
    fields["additional_properties"] = unknown
    made = model.__new__(model)
    made.__dict__ = fields
    return made


@cache
def _readers(model: Any) -> tuple[dict[str, tuple[str, Convert]], dict[str, Any]]:
    fields = model._attribute_map.items()
    return {f["key"]: (name, _reader(f["type"])) for name, f in fields}, dict(model().__dict__)


def _reader(kind: str) -> Convert:
    if kind[0] in "[{":
        inner = _reader(kind[1:-1])
        return partial(_read_list if kind[0] == "[" else _read_table, inner)
    if kind in _READ:
        return _READ[kind]
    return partial(_read_model, getattr(botbuilder.schema, kind))


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise Malformed("text expected")
    return value


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Malformed("true or false expected")
    return value


def _read_whole_number(value: object) -> int:
    if not isinstance(value, int):
        raise Malformed("a whole number expected")
    return value


def _read_list(convert: Convert, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed("a list expected")
    return [convert(item) for item in value]


def _read_table(convert: Convert, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed("a table expected")
    return {key: convert(item) for key, item in value.items()}


def _read_instant(value: object) -> datetime:
    try:
        return datetime.fromisoformat(_read_text(value))
    except ValueError:
        raise Malformed("a date and time expected") from None


def _as_is(value: Any) -> Any:
    return value


_READ: dict[str, Convert] = {
    "str": _read_text,
    "bool": _read_flag,
    "int": _read_whole_number,
    "iso-8601": _read_instant,
    "object": _as_is,
}


@cache
def _writers(model: Any) -> dict[str, tuple[str, Convert]]:
    fields = model._attribute_map.items()
    return {name: (f["key"], _writer(f["type"])) for name, f in fields}


def _writer(kind: str) -> Convert:
    if kind[0] in "[{":
        inner = _writer(kind[1:-1])
        return partial(_write_list if kind[0] == "[" else _write_table, inner)
    if kind == "iso-8601":
        instant: Convert = Serializer.serialize_iso
        return instant
    if kind in _READ:
        return _plain
    return written


def _write_list(convert: Convert, values: list[Any]) -> list[Any]:
    return [convert(value) for value in values]


def _write_table(convert: Convert, values: dict[str, Any]) -> dict[str, Any]:
    return {key: convert(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    return written(value) if hasattr(value, "_attribute_map") else value
