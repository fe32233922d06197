"""What every card is made of: text that cannot be mistaken for markup, inputs, buttons, tables.

The only file that knows the adaptivecards library. Version 0.4.1 lacks inputs, actions and tables,
and loses a misspelt property without a word; here each part knows its properties and refuses
others. Write them as Python does: `is_required` becomes `isRequired`.
"""

# mypy: disallow-subclassing-any=False
# (adaptivecards has no types; each class below names its properties, and Part checks them)

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from inspect import getattr_static
from typing import Any, ClassVar, NamedTuple

from adaptivecards import containers, elements
from adaptivecards.adaptivecard import AdaptiveCard
from adaptivecards.baseobject import BareObject, PropertyType

from cards.escaping import clean, safe

VERSION = "1.5"  # what Teams takes from bots; Action.Execute needs it
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
LANGUAGE = "en-GB"
LONG_HEADING = 60  # characters; a longer one is set smaller, for phones
MOST_BUTTONS = 6  # Teams hides the rest
ROW_WIDTH = 320  # pixels of a card on a phone 360 wide, and the space after its last button
BUTTON_PADDING, BUTTON_CHARACTER = 30, 7  # pixels: around a title and to the next, and a letter
MOST_PARAGRAPHS = 40  # of a person's words; the rest run on in the last one


class ButtonRef(NamedTuple):
    """What a button may carry: an opaque id of Steward's own, and the version it was shown at.

    Everything else is looked up on the server, for whoever holds a card can edit what it sends.
    """

    id: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """A finished card. `summary` is the notification's text; `content` is plain JSON.

    `content_type` is empty for an Adaptive Card; Teams' own file cards have theirs, with the
    `name` of a file and, once it is there, its `content_url`.
    """

    summary: str
    content: dict[str, Any]
    content_type: str = ""
    name: str = ""
    content_url: str = ""


class Property(PropertyType):
    """A property of a part, named as Python does and sent as Adaptive Cards does."""

    def __set_name__(self, owner: type, name: str) -> None:
        if self.key_name is None:
            self.key_name = camel(name)

    key_name: str | None


class CardPart:
    """Mixed into an adaptivecards class: a property it does not have raises TypeError.

    A property given as None is left out.
    """

    _type = ""
    _known: ClassVar[dict[str, tuple[str, Any]]] = {}  # by names in Python: as sent, and the type
    _data: dict[str, Any]

    def __init_subclass__(cls) -> None:
        """What a class knows is looked up once: a card has hundreds of parts."""
        named = ((name, getattr_static(cls, name)) for name in dir(cls))
        held = {snake(name): one for name, one in named if isinstance(one, PropertyType)}
        cls._known = {name: (one.key_name, one.type) for name, one in held.items()}
        cls._type = getattr(cls, "element_type", cls._type)

    def __init__(self, **properties: object) -> None:
        self._data = {"type": self._type} if self._type else {}
        known = self._known
        for name, value in properties.items():
            if name not in known:
                raise TypeError(f"{type(self).__name__} has no property {name!r}")
            if value is None:
                continue
            sent_as, right = known[name]
            if not isinstance(value, right):
                raise TypeError(f"{sent_as} must be of type {right} (got {value!r})")
            self._data[sent_as] = value if isinstance(value, (str, int)) else _plain(value)


def _plain(value: object) -> object:
    """As JSON has it; parts inside of parts are plain already."""
    if isinstance(value, list):
        return [each._data if isinstance(each, BareObject) else each for each in value]
    return value._data if isinstance(value, BareObject) else value


def snake(name: str) -> str:
    """`isRequired` as `is_required`."""
    return re.sub("[A-Z]", lambda found: "_" + found[0].lower(), name)


def camel(name: str) -> str:
    """`is_required` as `isRequired`."""
    return re.sub("_([a-z])", lambda found: found[1].upper(), name)


class Element(CardPart, elements.Element):
    """A part that can stand in a card's body."""

    fallback = Property(type=(str, BareObject))  # "drop", or what to show instead
    is_visible = Property(type=bool)


# Text


class Text(Element, elements.TextBlock):
    """One run of text, wrapped. It is escaped here, so it can never become markup or a mention."""

    style = Property(type=str)

    def __init__(self, words: str, **properties: object) -> None:
        super().__init__(text=safe(words), **{"wrap": True} | properties)


class TextRun(CardPart, elements.TextRun):
    """A piece of a line, with a weight or colour of its own. Never read as markup, by no client."""

    _type = "TextRun"

    def __init__(self, words: str, **properties: object) -> None:
        super().__init__(text=clean(words), **properties)


class RichText(Element, elements.RichTextBlock):
    """One line made of several runs."""

    def __init__(self, *runs: TextRun, **properties: object) -> None:
        super().__init__(inlines=list(runs), **properties)


# Arrangement


class Container(Element, containers.Container):
    """Parts that belong together. Parts that are None are left out.

    With a `select_action` a tap anywhere on it presses that button.
    """

    select_action = Property(type=BareObject)

    def __init__(self, *items: "Element | None", **properties: object) -> None:
        super().__init__(items=[item for item in items if item is not None], **properties)


class Column(Element, containers.Column):
    select_action = Property(type=BareObject)

    def __init__(self, *items: "Element | None", **properties: object) -> None:
        super().__init__(items=[item for item in items if item is not None], **properties)


class Columns(Element, containers.ColumnSet):
    """Columns side by side. Two fit a phone; three only when two of them are narrow."""

    select_action = Property(type=BareObject)

    def __init__(self, *columns: Column, **properties: object) -> None:
        super().__init__(columns=list(columns), **properties)


class Facts(Element, containers.FactSet):
    """Pairs of a name and what it is. Pairs without a value are left out."""

    def __init__(self, *pairs: tuple[str, str], **properties: object) -> None:
        facts = [_Fact(title=safe(name), value=safe(value)) for name, value in pairs if value]
        super().__init__(facts=facts, **properties)


class _Fact(CardPart, containers.Fact):
    pass


class Cell(CardPart, BareObject):
    _type = "TableCell"
    items = Property(type=list)
    style = Property(type=str)

    def __init__(self, *items: Element, **properties: object) -> None:
        super().__init__(items=list(items), **properties)


class TableRow(CardPart, BareObject):
    _type = "TableRow"
    cells = Property(type=list)
    style = Property(type=str)

    def __init__(self, *cells: Cell, **properties: object) -> None:
        super().__init__(cells=list(cells), **properties)


class Table(Element):
    """Rows under a header row. `widths` are the columns' shares of the width."""

    element_type = "Table"
    columns = Property(type=list)
    rows = Property(type=list)
    show_grid_lines = Property(type=bool)
    grid_style = Property(type=str)

    def __init__(
        self, widths: Sequence[int], rows: Sequence[TableRow], **properties: object
    ) -> None:
        columns = [{"width": width} for width in widths]
        super().__init__(
            columns=columns, rows=list(rows), **{"show_grid_lines": False} | properties
        )


def title(kind: str, heading: str, below: str = "") -> Container:
    """How every card begins: what kind of card it is and for whom, small; then its heading."""
    size = "Large" if len(heading) <= LONG_HEADING else "Medium"
    return Container(
        Text(kind, size="Small", is_subtle=True),
        Text(heading, size=size, weight="Bolder", style="heading", spacing="None"),
        Text(below, is_subtle=True, spacing="Small") if below else None,
    )


def subheading(words: str, **properties: object) -> Text:
    """The heading of a part of the card, for the eye and for screen readers."""
    return Text(words, weight="Bolder", style="heading", **{"size": "Default"} | properties)


def note(words: str, style: str = "accent") -> Container:
    """One sentence that must be seen before the rest."""
    return Container(Text(words), style=style)


def to_mend(faults: Sequence[str]) -> Container | None:
    """What is to be corrected in a form, on top of it; None when nothing is."""
    if not faults:
        return None
    count = "one thing" if len(faults) == 1 else f"{len(faults)} things"
    return Container(
        subheading(f"! Please correct {count}"),
        *(Text(f"• {fault}", spacing="Small") for fault in faults),
        style="attention",
    )


# Inputs. Values are what the person typed: never escaped, or they would come back changed.


class Input(Element):
    label = Property(type=str)
    is_required = Property(type=bool)
    error_message = Property(type=str)
    value = Property(type=str)


class TextInput(Input):
    element_type = "Input.Text"
    placeholder = Property(type=str)
    is_multiline = Property(type=bool)
    max_length = Property(type=int)
    style = Property(type=str)


class ChoiceInput(Input):
    """One of several. `choices` are pairs of what is shown and what is sent."""

    element_type = "Input.ChoiceSet"
    choices = Property(type=list)
    style = Property(type=str)
    wrap = Property(type=bool)
    placeholder = Property(type=str)
    is_multi_select = Property(type=bool)

    def __init__(self, choices: Iterable[tuple[str, str]], **properties: object) -> None:
        shown = [{"title": clean(title), "value": value} for title, value in choices]
        super().__init__(choices=shown, **properties)


class DateInput(Input):
    """A day, sent as 2026-10-09. `min` and `max` are such days too."""

    element_type = "Input.Date"
    min = Property(type=str)
    max = Property(type=str)


# Buttons


class Action(CardPart, BareObject):
    title = Property(type=str)
    style = Property(type=str)
    tooltip = Property(type=str)
    mode = Property(type=str)


class Button(Action):
    """A button that asks the server: it sends its verb, the ask's id and version, and the inputs.

    Clients without Action.Execute send the same as an Action.Submit. With `sends_inputs=False` the
    client does not check or send what was typed.
    """

    _type = "Action.Execute"
    verb = Property(type=str)
    data = Property(type=dict)
    associated_inputs = Property(type=str)
    fallback = Property(type=BareObject)

    def __init__(
        self,
        verb: str,
        title: str,
        ask: ButtonRef,
        *,
        main: bool = False,
        sends_inputs: bool = True,
    ) -> None:
        shared = {
            "title": clean(title),
            "style": "positive" if main else None,
            "associated_inputs": None if sends_inputs else "none",
        }
        carried = {"ask": ask.id, "v": ask.version}
        submit = _Submit(**shared, data=carried | {"verb": verb})
        super().__init__(**shared, verb=verb, data=carried, fallback=submit)


class _Submit(Action):
    _type = "Action.Submit"
    data = Property(type=dict)
    associated_inputs = Property(type=str)


class Reveal(Action):
    """A button that shows or hides parts of the card, by their ids, without asking the server."""

    _type = "Action.ToggleVisibility"
    target_elements = Property(type=list)

    def __init__(self, title: str, *ids: str) -> None:
        super().__init__(title=clean(title), target_elements=list(ids))


def row_verb(number: int) -> str:
    """What tapping the list's row of this number says; the first is 1."""
    return f"row_{number}"


def row_number(verb: str) -> int:
    return int(verb.removeprefix("row_"))


def opener(verb: str, title: str, ask: ButtonRef) -> Button:
    """The action of a row or count that opens something: `title` is what a screen reader says."""
    return Button(verb, title, ask, sends_inputs=False)


class Buttons(Element, containers.ActionSet):
    """A row of buttons. Older clients of Teams honour a button's fallback only in such a row."""

    def __init__(self, *actions: Action, **properties: object) -> None:
        super().__init__(actions=list(actions), **properties)


def rows_of_buttons(actions: Sequence[Action]) -> list[Buttons]:
    """The buttons in as many rows as a phone needs to show each title whole."""
    rows: list[list[Action]] = []
    room = 0
    for action in actions:
        width = BUTTON_PADDING + BUTTON_CHARACTER * len(action._data["title"])
        if not rows or room < width:
            rows.append([])
            room = ROW_WIDTH
        rows[-1].append(action)
        room -= width
    return [Buttons(*row, spacing="Small" if place else "Medium") for place, row in enumerate(rows)]


def said(words: str, name: str, first: int = 600) -> Container:
    """What a person wrote, as written. Beyond the first characters it is one tap away.

    `name` makes its ids: unique in the card.
    """
    words = clean(words).strip()
    if len(words) <= first:
        return Container(*_paragraphs(words))
    head = words[:first].rsplit(maxsplit=1)[0]
    return Container(
        *_paragraphs(head + " …"),
        Container(*_paragraphs(words[len(head) :]), id=f"{name}-rest", is_visible=False),
        Buttons(Reveal("Read the rest", f"{name}-rest")),
    )


def _paragraphs(words: str) -> list[RichText]:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if len(lines) > MOST_PARAGRAPHS:
        lines[MOST_PARAGRAPHS - 1 :] = [" ".join(lines[MOST_PARAGRAPHS - 1 :])]
    return [RichText(TextRun(line), spacing="Small") for line in lines]


# The card


class _Body(CardPart, AdaptiveCard):
    _type = "AdaptiveCard"
    version = Property(type=str)
    msteams = Property(type=dict)


def with_more(shown: Card, *parts: Element) -> Card:
    """The same card with more below everything else."""
    body = [*shown.content["body"], *(part._data for part in parts)]
    return Card(shown.summary, {**shown.content, "body": body})


def card(
    summary: str, *body: Element | None, actions: Sequence[Action] = (), wide: bool = False
) -> Card:
    """A card of these parts, with the buttons below, in rows that fit. Parts that are None are left
    out.

    `wide` takes the conversation's whole width on a large screen. Raises ValueError when there is
    no summary, or more buttons than Teams shows.
    """
    summary = " ".join(clean(summary).split())
    if not summary or len(actions) > MOST_BUTTONS:
        raise ValueError(f"a card has a summary and at most {MOST_BUTTONS} buttons: {summary!r}")
    parts = [part for part in body if part is not None]
    parts += rows_of_buttons(actions)
    whole = _Body(
        version=VERSION,
        body=parts,
        fallback_text=safe(summary),
        lang=LANGUAGE,
        msteams={"width": "full"} if wide else None,
    )
    return Card(summary, whole._data | {"$schema": SCHEMA})
