"""What is wrong with a card, if anything: the rules every card of Steward keeps in Teams."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from inspect import isclass
from typing import Any, get_args

from microsoft_teams.cards import core
from pydantic import BaseModel, ValidationError

MOST_ACTIONS = 6
MOST_BYTES = 80_000  # in UTF-16, which is how Teams counts
BEYOND = ("Chart.", "Badge", "Progress", "Icon", "Carousel", "CompoundButton", "CodeBlock")
MARKUP = re.compile(
    r"(?<!\\)(?:\*|`|\[|\]|~~|<[A-Za-z/!?]|&#?\w+;|(?<![^\W_])_(?!\\)|(?<!\\)_(?![^\W_]))"
)
# A colour never stands alone: one of these words says the same.
SAYS = {
    "good": ("Green", "Working"),
    "warning": ("Amber",),
    "attention": ("Red", "overdue", "orrect", "mend", "concern", "Not working"),
}


def faults(card: dict[str, Any], summary: str = "given") -> list[str]:
    """Sentences on what breaks a rule; none for a card that is fit to be sent."""
    nodes = list(_nodes(card))
    return [
        *_whole_card(card, summary),
        *(fault for node in nodes for fault in _model_faults(node)),
        *(fault for node in nodes for fault in _node_faults(node)),
        *_repeated_ids(nodes),
    ]


def words(card: dict[str, Any]) -> str:
    """Everything a person may read on the card, a line for each part, markup undone."""
    found = []
    for node in _nodes(card):
        found += [node[key] for key in ("text", "title", "label", "value") if _is_text(node, key)]
    return "\n".join(re.sub(r"\\(?=[^\w\s])", "", line) for line in found)


def buttons(card: dict[str, Any]) -> dict[str, str]:
    """The card's buttons: verb and title, in order."""
    found = (action for node in _nodes(card) for action in node.get("actions", ()))
    return {each["verb"]: each["title"] for each in found if each["type"] == "Action.Execute"}


def taps(card: dict[str, Any]) -> dict[str, str]:
    """The rows and counts that open something: verb and what a screen reader says, in order."""
    found = (node["selectAction"] for node in _nodes(card) if "selectAction" in node)
    return {each["verb"]: each["title"] for each in found}


def inputs(card: dict[str, Any]) -> dict[str, str]:
    """What a client would send if nothing were changed: each input's id and value."""
    found = (node for node in _nodes(card) if str(node.get("type")).startswith("Input."))
    return {node["id"]: node.get("value", "") for node in found}


def _whole_card(card: dict[str, Any], summary: str) -> Iterator[str]:
    if card.get("type") != "AdaptiveCard" or card.get("version") != "1.5":
        yield "not an AdaptiveCard of version 1.5"
    if not card.get("fallbackText") or not summary:
        yield "no text for the notification"
    if (size := len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))) > MOST_BYTES:
        yield f"too large: {size} bytes"
    for element in (*card.get("body", ()), *card.get("actions", ())):
        if not isinstance(element, dict):
            yield f"an element is no object: {element!r}"


def _node_faults(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("type", "")
    name = f"{kind} {node.get('id', '')}".strip()
    if len(node.get("actions", ())) > MOST_ACTIONS:
        yield f"{name}: more than {MOST_ACTIONS} actions"
    if kind.startswith("Input."):
        yield from _input_faults(node, name)
    if kind.startswith(BEYOND) and "fallback" not in node:
        yield f"{name}: no fallback"
    if kind == "Action.Execute":
        yield from _button_faults(node)
    if kind in ("TextBlock", "FactSet") and (found := MARKUP.search(_shown(node))):
        yield f"markup {found[0]!r} in {_shown(node)[:60]!r}"
    if kind == "TextBlock" and not node.get("text"):
        yield "an empty TextBlock"
    if kind in ("TextBlock", "Container", "Column", "TableCell"):
        yield from _colour_alone(node)


def _input_faults(node: dict[str, Any], name: str) -> Iterator[str]:
    if not node.get("id") or not node.get("label"):
        yield f"{name}: no id or no label"
    if node.get("isRequired") and not node.get("errorMessage"):
        yield f"{name}: required, but no error message"
    if node.get("isRequired") and "required" not in node.get("label", ""):
        yield f"{name}: required, but the label does not say so"


def _button_faults(node: dict[str, Any]) -> Iterator[str]:
    name = f"button {node.get('title')!r}"
    carried = node.get("data", {})
    if not node.get("verb") or not node.get("title"):
        yield f"{name}: no verb or no title"
    if set(carried) != {"ask", "v"}:
        yield f"{name}: carries {sorted(carried)}"
    submit = node.get("fallback")
    if not isinstance(submit, dict) or submit.get("type") != "Action.Submit":
        yield f"{name}: no Action.Submit to fall back on"
    elif submit.get("data") != carried | {"verb": node.get("verb")}:
        yield f"{name}: its fallback sends something else"


def _colour_alone(node: dict[str, Any]) -> Iterator[str]:
    """A part's own colour, and those of the shapes in its lines, are each said by a word in it."""
    lines = [each for each in node.get("items", ()) if each["type"] == "RichTextBlock"]
    for part in (node, *(run for line in lines for run in line["inlines"])):
        colour = str(part.get("color") or part.get("style") or "").lower()
        if colour in SAYS and not any(word in words(node) for word in SAYS[colour]):
            yield f"{node['type']}: {colour} says what no word says: {words(node)[:60]!r}"


def _repeated_ids(nodes: list[dict[str, Any]]) -> Iterator[str]:
    ids = Counter(node["id"] for node in nodes if "id" in node)
    yield from (f"id {name!r} occurs {count} times" for name, count in ids.items() if count > 1)
    for node in nodes:
        yield from (
            f"no part {target!r}" for target in node.get("targetElements", ()) if target not in ids
        )


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of the card, from the top; what a button carries is not part of it."""
    if isinstance(node, dict):
        yield node
        for key, child in node.items():
            if key != "data" or not str(node.get("type")).startswith("Action."):
                yield from _nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from _nodes(child)


def _shown(node: dict[str, Any]) -> str:
    """Where a client reads Markdown: a TextBlock's text, a Fact's title and value."""
    facts = (f"{fact['title']}\n{fact['value']}" for fact in node.get("facts", ()))
    return "\n".join((str(node.get("text", "")), *facts))


def _is_text(node: dict[str, Any], key: str) -> bool:
    return isinstance(node.get(key), str) and bool(node[key])


# The typed models of microsoft-teams-cards know every property; taken alone they allow others.


def _model_faults(node: dict[str, Any]) -> Iterator[str]:
    if "type" not in node:
        return
    model = _models().get(node["type"])
    if model is None:
        yield f"no such part: {node['type']!r}"
        return
    if unknown := set(node) - _aliases(model):
        yield f"{node['type']} has no {sorted(unknown)}"
    try:
        model.model_validate(node)
    except ValidationError as refused:
        first = refused.errors()[0]
        yield f"{node['type']}: {first['loc']}: {first['msg']}"


@cache
def _models() -> dict[str, type[BaseModel]]:
    classes = [
        each for each in vars(core).values() if isclass(each) and issubclass(each, BaseModel)
    ]
    found = {}
    for each in classes:
        field = each.model_fields.get("type")
        for name in get_args(field.annotation) if field is not None else ():
            if isinstance(name, str):
                found[name] = each
    return found


@cache
def _aliases(model: type[BaseModel]) -> set[str]:
    extra = {"$schema"} if model is core.AdaptiveCard else set()
    return extra | {field.serialization_alias or name for name, field in model.model_fields.items()}
