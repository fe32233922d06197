"""A card that Teams refused as too large, made small: its words and its buttons, and no chart."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cards.elements import Card

SMALL = 12_000  # characters as JSON; 24 KB, below every limit that Teams has named
LONGEST = 600  # characters of one text
NOTE = {
    "type": "TextBlock",
    "text": "Shortened: Teams refused the whole card as too large.",
    "wrap": True,
    "isSubtle": True,
}


@dataclass(slots=True)
class _Room:
    """How many characters of JSON are left for what is not needed."""

    left: int

    def takes(self, part: dict[str, Any]) -> bool:
        size = len(json.dumps(part))
        if size >= self.left:
            return False
        self.left -= size
        return True


def shortened(card: Card) -> Card:
    """The beginning of the card as far as it is small; inputs and buttons all stay."""
    body = _untappable(card.content.get("body", []))
    toggled = {str(one) for action in _inside(card.content) for one in _targets(action)}
    body = [_without_pictures(part) if _is_needed(part, toggled) else part for part in body]
    needed = _fitting(body, toggled, _Room(0))
    room = _Room(SMALL - len(json.dumps([needed, card.content.get("actions", []), NOTE])))
    return Card(card.summary, {**card.content, "body": [*_fitting(body, toggled, room), NOTE]})


def _fitting(parts: list[dict[str, Any]], toggled: set[str], room: _Room) -> list[dict[str, Any]]:
    """The parts that are needed, and of the others the first for which there is room."""
    kept = []
    for part in parts:
        if not _is_needed(part, toggled):
            text = _text(part)
            if text is not None and room.takes(text):
                kept.append(text)
        elif part.get("type") == "Container":
            kept.append({**part, "items": _fitting(part["items"], toggled, room)})
        else:
            kept.append(part)
    return kept


def _is_needed(part: dict[str, Any], toggled: set[str]) -> bool:
    """Inputs, buttons, and what a button shows or hides."""
    return any(
        str(inner.get("type", "")).startswith(("Input.", "Action.", "ActionSet"))
        or inner.get("id") in toggled
        for inner in _inside(part)
    )


def _untappable(part: Any) -> Any:
    """The same part, whose rows open nothing: they are words then, which may be left out."""
    if isinstance(part, dict):
        return {name: _untappable(each) for name, each in part.items() if name != "selectAction"}
    return [_untappable(each) for each in part] if isinstance(part, list) else part


def _without_pictures(part: Any) -> Any:
    """The same part without the charts and pictures in it."""
    if isinstance(part, dict):
        return {name: _without_pictures(inner) for name, inner in part.items()}
    if isinstance(part, list):
        return [_without_pictures(inner) for inner in part if not _is_picture(inner)]
    return part


def _is_picture(part: object) -> bool:
    return isinstance(part, dict) and str(part.get("type", "")).startswith(("Chart.", "Image"))


def _targets(action: dict[str, Any]) -> list[Any]:
    targets = action.get("targetElements", [])
    return [one.get("elementId") if isinstance(one, dict) else one for one in targets]


def _text(part: dict[str, Any]) -> dict[str, Any] | None:
    """The part if it is of words only, each of them not too long; None for charts and pictures."""
    if any(_is_picture(one) for one in _inside(part)):
        return None
    if part.get("type") == "TextBlock" and len(part.get("text", "")) > LONGEST:
        return {**part, "text": part["text"][: LONGEST - 1].rstrip("\\") + "…"}
    return part


def _inside(part: object) -> Iterator[dict[str, Any]]:
    """The part and everything in it."""
    if isinstance(part, dict):
        yield part
        for inner in part.values():
            yield from _inside(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _inside(inner)
