"""The people of Improve and Monitor in tests, and plain interventions: name only what matters."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from cycle.improve.answers import BoardAnswer, Given
from cycle.improve.intervention import Intervention, Stage
from cycle.improve.proposal import Effect, Milestone, Proposal
from cycle.people import Person, Role

TODAY = date(2026, 10, 20)  # a Tuesday
ASKED_BY = date(2026, 11, 3)

CHAIR = Person(id=1, name="Carol Chair", email="carol@x.uk", roles=frozenset({Role.BOARD}))
MEMBER = Person(id=2, name="Ben Board", email="ben@x.uk", roles=frozenset({Role.BOARD}))
OLIVE = Person(id=3, name="Olive Owner", email="olive@x.uk", deputy=4, manager=5)
DORA = Person(id=4, name="Dora Deputy", email="dora@x.uk")
MEERA = Person(id=5, name="Meera Manager", email="meera@x.uk", roles=frozenset({Role.MANAGER}))
TESS = Person(id=6, name="Tess Team", email="tess@x.uk", roles=frozenset({Role.PERFORMANCE}))
VISITOR = Person(id=7, name="Vic Visitor", email="vic@x.uk", roles=frozenset({Role.VIEWER}))
GONE = replace(MEMBER, roles=frozenset({Role.OFFICER}))  # Ben has left the board

ASK = Given(
    answer=BoardAnswer.INTERVENTION_ASKED, words="Let homes faster", who=OLIVE.id, until=ASKED_BY
)


def effect(**more: Any) -> Effect:
    """From 71% to 85% by the end of January 2027, for the KPI of `made.kpi`."""
    plain = {
        "indicator": 1,
        "start": Decimal(71),
        "target": Decimal(85),
        "by": date(2027, 1, 31),
    }
    return Effect(**{**plain, **more})


def proposal(*due: date, **more: Any) -> Proposal:
    """A proposal that can stand; `due` are the days of its milestones."""
    days = due or (date(2026, 11, 16), date(2026, 12, 14))
    plain: dict[str, Any] = {
        "cause": "Keys come back late",
        "action": "Collect the keys ourselves",
        "starts": date(2026, 11, 2),
        "milestones": tuple(Milestone(what=f"Step {n}", due=day) for n, day in enumerate(days, 1)),
        "effect": effect(),
    }
    return Proposal(**{**plain, **more})


def intervention(stage: Stage = Stage.ASKED, **more: Any) -> Intervention:
    """One of Olive's, at any stage, with what belongs to that stage."""
    plain: dict[str, Any] = {
        "what": "Let homes faster",
        "owner": OLIVE.id,
        "propose_by": ASKED_BY,
        "asked_by": CHAIR.id,
        "asked_on": TODAY,
        "stage": stage,
    }
    if stage is not Stage.ASKED:
        plain |= {"proposal": proposal(), "proposed_by": OLIVE.id, "proposed_on": TODAY}
    if stage.is_under_way or stage is Stage.AGREED:
        plain |= {"agreed_by": CHAIR.id, "agreed_on": TODAY}
    if stage.is_under_way:
        plain |= {"started_on": date(2026, 11, 2), "progress_on": date(2026, 11, 2)}
    return Intervention(**{**plain, **more})


def arrows(docstring: str | None) -> set[tuple[str, str]]:
    """The arrows of the picture in a module's first words, without those to itself."""
    found = re.findall(r"^ *(\w+|\[\*\]) --> (\w+|\[\*\])", docstring or "", re.MULTILINE)
    return {(a, b) for a, b in found if a != b}
