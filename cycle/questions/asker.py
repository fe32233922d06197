"""A question made definite for the person who asks: "my services", "mine", "my attention"."""

from dataclasses import replace

from cycle.people import Person, Role
from cycle.questions.analysis import Changed, Compare, Rank
from cycle.questions.filter import ME, Filter
from cycle.questions.forms import OfSome
from cycle.questions.personal import Subscribe
from cycle.questions.question import (
    Attention,
    Due,
    NotGiven,
    OpenExceptions,
    OwnedBy,
    Question,
    Status,
)

RED = "Red"


def for_person(question: Question, person: Person) -> Question:
    """The same question with the person's own name and services in it."""
    match question:
        case Attention():
            return _attention(person)
        case OfSome() | Changed() | Compare() | Rank() | Subscribe():
            mine = _own(question.filter, person)
            if isinstance(question, OwnedBy) and not mine.owner:
                mine = replace(mine, owner=person.name)
            return question if mine == question.filter else replace(question, filter=mine)
        case _:
            return question


def _own(wanted: Filter, person: Person) -> Filter:
    owner = person.name if wanted.owner == ME else wanted.owner
    services = wanted.services
    if wanted.mine:
        services = tuple(dict.fromkeys((*services, *sorted(person.services))))
    if (owner, services, wanted.mine) == (wanted.owner, wanted.services, False):
        return wanted
    return replace(wanted, owner=owner, services=services, mine=False)


def _attention(person: Person) -> Question:
    """By role: the board its exceptions, a manager the reds, the team what is missing."""
    if person.is_a(Role.PERFORMANCE):
        return NotGiven()
    if person.is_a(Role.BOARD):
        return OpenExceptions()
    if person.is_a(Role.MANAGER):
        return Status(Filter(services=tuple(sorted(person.services)), bands=(RED,)))
    return Due()
