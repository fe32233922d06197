"""People who are named beside a question, rather than as owners of what it asks about."""

import re
from dataclasses import replace

from cycle.questions.names import Sort
from cycle.questions.parts import Parts


def without_messenger(parts: Parts) -> Parts:
    """In "Chris needs the reds" Chris says who wants to know, not whose they are."""
    subject = parts.subject
    words = _WANTS.sub(" ", subject.words).strip()
    if words == subject.words or len(subject.of(Sort.PERSON)) != 1:
        return parts
    names = tuple(name for name in subject.names if name.sort is not Sort.PERSON)
    return replace(parts, subject=replace(subject, names=names, words=words))


def of_the_person(parts: Parts) -> bool:
    """Whether the person is asked about, as no register of indicators can answer."""
    return bool(_PRIVATE.search(parts.subject.words)) and not parts.subject.refs


_WANTS = re.compile(
    r"^from (?:cllr |councillor )?\$|"
    r"\b(?:message|note|call|e-?mail|request|question) (?:from|by) \$|"
    r"\$ (?:rang|called|phoned|emailed|messaged|wrote)(?: me)?(?: asking| wanting| to ask)?"
    r"(?: for| about| if)?\b|"
    r"\$ (?:also |really |urgently |just |now )*(?:needs?|wants?|wanted|is (?:asking|after"
    r"|chasing)(?: me)?"
    r"|(?:has )?asked(?: me)?|would like|could do with|keeps asking(?: me)?|(?:has )?requested"
    r"|said)"
    r"(?: to (?:know|see|have|ask|get|understand)| for| about| if| me for)*\b"
)
_PRIVATE = re.compile(
    r"^(?:is|are|was|will) \$ (?:be )?(?:away|off|in|out|sick|ill|on leave|on holiday|available"
    r"|free|here"
    r"|around|at work|back)\b|\$ (?:manager|boss|phone|number|email|diary|calendar|birthday"
    r"|salary|desk"
    r"|extension|holidays?|leave)\b|\bwho is \$$|\b(?:where|how old) is \$"
)
