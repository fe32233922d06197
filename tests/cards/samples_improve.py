"""One card of every kind of Improve and Monitor, in good weather and in bad."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from cards import digest, lists, risks
from cards.call_ins import CallInView, call_in_asked, call_in_card, call_in_form
from cards.concerns import answer as concern
from cards.concerns import question
from cards.concerns.answer import AnswerForm
from cards.concerns.exception import ExceptionView
from cards.concerns.group import GroupView, grouped
from cards.concerns.minutes import MinuteLine
from cards.elements import Card
from cards.form_state import FormState
from cards.interventions import due_actions, handover, intervention, outcome, proposal
from cards.interventions.facts import InterventionFacts
from cards.interventions.outcome import OutcomeView
from cards.interventions.promised import PromisedView, promised
from cards.successes import Celebration, success, successes, successes_of_week
from cycle.improve.answers import ANSWERS, BoardAnswer
from cycle.improve.call_in import CallIn, CallInState
from cycle.improve.chase import DueStep, Owed
from cycle.improve.concern import Concern
from cycle.improve.duties import BoardDuty, Matter
from cycle.improve.intervention import Intervention, Origin, Stage, Step
from cycle.improve.proposal import Effect, Milestone, Proposal
from cycle.improve.risk import Impact, Likelihood, Prompt, Risk, RiskStatus
from cycle.monitor.follow import Follows
from cycle.monitor.success import Praise, Success
from cycle.monitor.working import Finding, Progress, findings
from cycle.people import Person, Role
from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.review.concern import ConcernState, verdict
from cycle.review.standing import Standing
from tests.cards.samples import (
    _FAMILIES,
    ASK,
    COMPLAINTS,
    EVENTS,
    FAMILIES,
    FAMILIES_SO_FAR,
    GONE,
    LONG_ONE,
    NASTY,
    NASTY_EVENT,
    NASTY_ONE,
    SEPTEMBER,
    TODAY,
    awaiting,
    drawn,
    figure,
    given,
    history,
    series,
)

COUNCIL = "Middlebrook District Council"
CHRIS = Person(id=11, name="Chris Bell", email="chris@x.uk", roles=frozenset({Role.BOARD}))
OLIVE = Person(id=1, name="Olive Marsh", email="olive@x.uk", deputy=2, manager=3)
MEG = Person(id=2, name="Meg Shaw", email="meg@x.uk")
HOSTILE = Person(id=4, name=NASTY, email="n@x.uk")
PEOPLE = (CHRIS, OLIVE, MEG, HOSTILE)
MANY_PEOPLE = tuple(
    Person(id=100 + n, name=f"Officer number {n}", email=f"{n}@x.uk") for n in range(120)
)
NAMES = {one.id: one.name for one in PEOPLE}
EARLY = date(2026, 10, 12)
AT = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
LATE = date(2026, 10, 30)
LONG = "We looked at every case of the last two years, one by one, and this is what came out. " * 11
PUT = "Tell us what is needed to bring families out of temporary accommodation before the winter."

ACKNOWLEDGED = MinuteLine(
    what=BoardAnswer.ACKNOWLEDGED,
    by="Chris Bell",
    on=EARLY,
    words="Seen; a fire, so wait for October.",
)
ASKED = MinuteLine(
    what=BoardAnswer.INTERVENTION_ASKED,
    by="Chris Bell",
    on=date(2026, 10, 20),
    words=PUT,
    who="Olive Marsh",
    until=LATE,
)
QUESTION = MinuteLine(
    what=BoardAnswer.QUESTION_ASKED,
    by="Chris Bell",
    on=date(2026, 10, 20),
    words="Why did Station Road slip to November?",
)
REPLY = MinuteLine(
    what=None,
    by="Olive Marsh",
    on=date(2026, 10, 22),
    words="The electricity board could not connect the block before 2 November.",
)
TOLD = MinuteLine(what=None, by="Olive Marsh", on=LATE, words="Eight families have moved so far.")
NASTY_MINUTE = MinuteLine(
    what=BoardAnswer.SUPPORT_OFFERED, by=NASTY, on=EARLY, words=NASTY * 10, who=NASTY, until=LATE
)

EFFECT = Effect(indicator=FAMILIES.id, start=Decimal(104), target=Decimal(90), by=date(2027, 1, 31))
STEPS = (
    Milestone(what="Block in Station Road opens", due=date(2026, 11, 2), done_on=date(2026, 11, 2)),
    Milestone(what="First 12 families have moved", due=date(2026, 11, 27)),
    Milestone(what="Landlords' scheme signed with six agents", due=date(2026, 12, 14), who=2),
)
MOVED = (STEPS[0], replace(STEPS[1], moved=2), replace(STEPS[2], moved=1))
PROPOSAL = Proposal(
    cause="Two blocks were handed back by the provider in August, and nothing took their place.",
    action="Open the block in Station Road, and pay a deposit for families who find a let.",
    starts=date(2026, 11, 2),
    milestones=STEPS,
    effect=EFFECT,
    support="A solicitor for two days, for the agents' contract.",
)
NASTY_PROPOSAL = replace(
    PROPOSAL,
    cause=NASTY * 10,
    action=NASTY * 10,
    support=NASTY,
    milestones=tuple(Milestone(what=NASTY * 3, due=LATE, who=4) for _ in range(6)),
)


def one(stage: Stage, **more: object) -> Intervention:
    plain: dict[str, object] = {
        "what": PUT,
        "owner": 1,
        "propose_by": LATE,
        "asked_by": 11,
        "asked_on": date(2026, 10, 20),
        "stage": stage,
    }
    if stage is not Stage.ASKED:
        plain |= {"proposal": PROPOSAL, "proposed_by": 1, "proposed_on": date(2026, 10, 27)}
    if stage.is_under_way or stage is Stage.CLOSED:
        plain |= {"started_on": date(2026, 11, 2), "progress_on": date(2026, 11, 2)}
    return Intervention(**{**plain, **more})


RECOMMENDED: dict[str, Any] = {
    "origin": Origin.AUDIT,
    "reference": "IA-26-07",
    "due": date(2027, 3, 31),
}
NASTY_INTERVENTION = one(
    Stage.SENT_BACK, what=NASTY * 10, proposal=NASTY_PROPOSAL, returned=NASTY * 10
)

HOMELESSNESS = Risk(
    ref="R-07",
    title="Homelessness rises beyond the council's means",
    owner=2,
    likelihood=Likelihood.POSSIBLE,
    impact=Impact.MAJOR,
    indicators=frozenset({5}),
)
RISKS = [
    replace(HOMELESSNESS, ref=f"R-{n:02}", owner=None, impact=Impact(1 + n % 5)) for n in range(30)
]
NASTY_RISK = replace(HOMELESSNESS, ref="R-1", title=NASTY)


def board_card(
    standing: Standing,
    concern_now: Concern,
    sentence: str = "Red.",
    more: Mapping[str, object] = {},
    known: Mapping[str, object] = {},
) -> Card:
    """The board's card of a concern: `more` of the board, and what is `known` of the figure."""
    shown = ExceptionView(
        standing=standing,
        state=concern_now.state,
        sentence=sentence,
        **known,
    )
    return concern.board_card(
        concern.BoardView(exception=shown, concern=concern_now, ask=ASK, **{"names": NAMES, **more})
    )


def _concerns() -> dict[str, Card]:
    red = FAMILIES_SO_FAR[-1]
    found = verdict(red, series(FAMILIES, _FAMILIES))
    assert found is not None
    nasty = given(NASTY_ONE, figure(NASTY_ONE, 200, commentary=NASTY * 60))
    whole = {
        "history": FAMILIES_SO_FAR,
        "chart": drawn(FAMILIES, _FAMILIES),
        "events": EVENTS,
        "owner_name": "Olive Marsh",
    }

    def board(concern_now: Concern, **more: object) -> Card:
        return board_card(red, concern_now, found.sentence, more, whole)

    green = history(FAMILIES, series(FAMILIES, (*_FAMILIES[:-1], 89)))[-1]
    asked = Concern(
        answer=BoardAnswer.INTERVENTION_ASKED,
        version=2,
        answered_in=2,
        answered_on=TODAY,
        until=LATE,
        has_intervention=True,
        why="",
    )
    return {
        "board, awaited": board(Concern(), risks=[HOMELESSNESS]),
        "board, acknowledged": board(
            Concern(answer=BoardAnswer.ACKNOWLEDGED, why=""), minutes=[ACKNOWLEDGED]
        ),
        "board, intervention asked": board(
            asked, minutes=[ACKNOWLEDGED, ASKED], intervention=one(Stage.ASKED)
        ),
        "board, running, risks": board(
            asked, minutes=[ASKED], intervention=one(Stage.RUNNING), risks=RISKS
        ),
        "board, replied": board(
            Concern(why="the owner has replied"), minutes=[ACKNOWLEDGED, QUESTION, REPLY]
        ),
        "board, too late": board(
            Concern(answer=BoardAnswer.ACKNOWLEDGED, why=""),
            minutes=[ACKNOWLEDGED],
            notes=["Another board member answered this concern first."],
        ),
        "board, held": board_card(
            green,
            replace(asked, state=ConcernState.RECOVERING, held=ConcernState.CLOSED),
            found.sentence,
            {"minutes": [ASKED], "intervention": one(Stage.WORKING)},
        ),
        "board, closed": board_card(
            green,
            replace(asked, state=ConcernState.CLOSED, has_intervention=False),
            found.sentence,
            {"minutes": [ACKNOWLEDGED] * 30},
        ),
        "board, hostile": board_card(
            nasty,
            Concern(why=NASTY),
            NASTY,
            {
                "minutes": [NASTY_MINUTE] * 12,
                "intervention": NASTY_INTERVENTION,
                "risks": [NASTY_RISK],
                "notes": [NASTY],
                "is_in_group": True,
            },
            {"events": [NASTY_EVENT], "owner_name": NASTY},
        ),
    }


def _forms() -> dict[str, Card]:
    red = FAMILIES_SO_FAR[-1]
    cards = {
        f"answer, {answer}": concern.answer_form(
            red,
            AnswerForm(
                answer=answer,
                people=PEOPLE,
                suggested=OLIVE if answer is BoardAnswer.INTERVENTION_ASKED else None,
                until=LATE if answer is BoardAnswer.INTERVENTION_ASKED else None,
                earliest=date(2026, 10, 10),
            ),
            ASK,
        )
        for answer in ANSWERS
    }
    again = AnswerForm(answer=BoardAnswer.INTERVENTION_ASKED, people=MANY_PEOPLE, last=ACKNOWLEDGED)
    state = FormState(
        typed={"words": NASTY * 10, "who": "103", "until": "2026-10-01"},
        faults=["Give a date after today."],
    )
    return cards | {"answer, to mend": concern.answer_form(red, again, ASK, state)}


def _questions() -> dict[str, Card]:
    red = FAMILIES_SO_FAR[-1]
    return {
        "question": question.question(red, QUESTION, ASK, date(2026, 10, 27)),
        "question, overdue": question.question(
            red,
            QUESTION,
            ASK,
            date(2026, 10, 27),
            overdue=3,
            state=FormState(typed={"words": " "}, faults=["Say it in a few words."]),
        ),
        "question, replied": question.replied(FAMILIES, QUESTION, REPLY),
        "question, over": question.over(
            FAMILIES, QUESTION, "This is over and takes no further step."
        ),
        "question, hostile": question.question(
            given(NASTY_ONE, figure(NASTY_ONE, 200)), NASTY_MINUTE, ASK, LATE
        ),
        "question, hostile reply": question.replied(
            NASTY_ONE, NASTY_MINUTE, replace(REPLY, words=LONG)
        ),
    }


def about(
    intervention: Intervention, indicator: Indicator = FAMILIES, **more: object
) -> InterventionFacts:
    """What a card shows of an intervention, with buttons unless `ask` is None."""
    known: dict[str, object] = {"names": NAMES, "ask": ASK, **more}
    return InterventionFacts(intervention=intervention, indicator=indicator, **known)


def _interventions() -> dict[str, Card]:
    red = FAMILIES_SO_FAR[-1]
    closed = one(
        Stage.CLOSED,
        closed_by=11,
        closed_on=date(2027, 2, 18),
        reason="Eighty-nine families, and falling.",
    )
    met = one(
        Stage.CLOSED,
        **RECOMMENDED,
        closed_on=date(2027, 2, 1),
        reason="Tested by internal audit in January.",
    )
    asked, running = one(Stage.ASKED), one(Stage.RUNNING)
    recommended = one(Stage.ASKED, **RECOMMENDED)
    nasty_recommended = replace(NASTY_INTERVENTION, **{**RECOMMENDED, "reference": NASTY[:40]})
    sent_back = one(Stage.SENT_BACK, returned="Where do the families come from?")
    early = "Too early to tell: the first figure that can show it is that for November 2026."
    wrong = FormState(typed={"words": NASTY}, faults=[NASTY], notes=[NASTY])
    retired = FormState(notes=[intervention.unmeasured(running, GONE)])
    return {
        "intervention, asked": intervention.asked(about(asked), red),
        "intervention, asked, overdue": intervention.asked(about(asked, overdue=4)),
        "intervention, sent back": intervention.asked(about(sent_back)),
        "intervention, asked, hostile": intervention.asked(
            about(NASTY_INTERVENTION, NASTY_ONE), notes=[NASTY]
        ),
        "intervention, running": intervention.stands(
            about(running, progress=[TOLD] * 6, until=date(2026, 11, 10)), early, may_close=True
        ),
        "intervention, not working": intervention.stands(
            about(one(Stage.NOT_WORKING)), may_close=True
        ),
        "intervention, closed": intervention.stands(about(closed, ask=None)),
        "intervention, its measure retired": intervention.stands(
            about(running), may_close=True, state=retired
        ),
        "intervention, of audit": intervention.stands(about(recommended, ask=None)),
        "intervention, asked of audit": intervention.asked(about(recommended)),
        "intervention, met": intervention.stands(about(met, ask=None)),
        "intervention, asked of audit, hostile": intervention.asked(
            about(nasty_recommended, NASTY_ONE)
        ),
        "intervention, hostile": intervention.stands(
            about(NASTY_INTERVENTION, NASTY_ONE, progress=[NASTY_MINUTE] * 9),
            NASTY,
            may_close=True,
            state=wrong,
        ),
    }


def _orphans() -> dict[str, Card]:
    to_mend = FormState(
        typed={"who": "103"},
        faults=["That person may only look, or has left: name somebody else."],
    )
    wrong = FormState(typed={"who": NASTY}, faults=[NASTY], notes=[NASTY])
    nasty = replace(NASTY_INTERVENTION, owner=None)
    return {
        "intervention, orphaned": handover.hand_over(about(one(Stage.ASKED, owner=None)), PEOPLE),
        "intervention, orphaned, running, to mend": handover.hand_over(
            about(one(Stage.RUNNING, owner=None)), MANY_PEOPLE, to_mend
        ),
        "intervention, orphaned, hostile": handover.hand_over(
            about(nasty, NASTY_ONE), [HOSTILE] * 3, wrong
        ),
    }


def _proposals() -> dict[str, Card]:
    asked, proposed = one(Stage.ASKED), one(Stage.PROPOSED)
    sent_back = one(Stage.SENT_BACK, returned="Where do the families come from?")
    nasty = one(Stage.PROPOSED, proposal=NASTY_PROPOSAL, proposed_by=4)
    to_mend = FormState(
        typed={"words": "", "until": "2026-10-01"}, faults=["Say it in a few words."]
    )
    return {
        "proposal": proposal.form(
            about(asked), suggested={"effect_from": "104", "effect_to": "90"}
        ),
        "proposal, of audit": proposal.form(
            about(one(Stage.ASKED, **RECOMMENDED)), [FAMILIES, COMPLAINTS]
        ),
        "proposal, of audit, to decide": proposal.to_decide(
            about(one(Stage.PROPOSED, **RECOMMENDED))
        ),
        "proposal, to mend": proposal.form(
            about(sent_back, overdue=2),
            [FAMILIES, COMPLAINTS],
            typed={"cause": "", "effect_to": "ninety"},
            faults={"cause": "Say what the cause is.", "effect_to": "Write a number."},
        ),
        "proposal, hostile": proposal.form(
            about(NASTY_INTERVENTION, NASTY_ONE),
            typed=dict.fromkeys(proposal.INPUTS, NASTY * 900),
            faults=dict.fromkeys(proposal.INPUTS, NASTY),
        ),
        "proposal, to decide": proposal.to_decide(about(proposed, until=date(2026, 11, 10))),
        "proposal, to decide, overdue, to mend": proposal.to_decide(
            about(proposed, overdue=10), date(2026, 11, 10), to_mend
        ),
        "proposal, to decide, hostile": proposal.to_decide(
            about(nasty, NASTY_ONE), state=FormState(notes=[NASTY])
        ),
    }


def due(owed: Owed, overdue: int, **more: object) -> DueStep:
    plain: dict[str, object] = {"owed": owed, "whom": 1, "due": LATE, "overdue": overdue}
    return DueStep(**{**plain, **more})


SECOND = due(Owed.MILESTONE, 0, what=STEPS[1].what, milestone=1, due=date(2026, 11, 27))
THIRD = due(Owed.MILESTONE, 12, what=STEPS[2].what, milestone=2, due=date(2026, 12, 14))
PROGRESS = due(Owed.PROGRESS, 1, what=PUT, due=date(2026, 12, 2))
MET = due(
    Owed.RECOMMENDATION,
    3,
    what=PUT,
    due=date(2027, 3, 31),
    source="recommendation IA-26-07 of internal audit",
)


def _chases() -> dict[str, Card]:
    running = one(Stage.RUNNING)
    silent = FormState(typed={"words": " "}, faults=["Say it in a few words."])
    moving = FormState(
        typed={"milestone": "3", "until": "2026-12-01", "why": ""},
        faults=["Say it in a few words."],
    )
    moved = replace(running, proposal=replace(PROPOSAL, milestones=MOVED))
    told = [replace(TOLD, words="The first four have moved."), TOLD]
    return {
        "chase, a milestone": due_actions.chase(about(running), [SECOND]),
        "chase, progress": due_actions.chase(
            about(running, progress=told), [replace(PROGRESS, overdue=0)]
        ),
        "chase, overdue": due_actions.chase(about(running), [THIRD, PROGRESS], silent),
        "chase, moving": due_actions.chase(about(moved), [THIRD], moving, is_moving=True),
        "chase, a recommendation": due_actions.chase(
            about(replace(running, **RECOMMENDED)), [MET, replace(SECOND, source=MET.source)]
        ),
        "chase, thanks": due_actions.chase(
            about(running), [], FormState(notes=["Thank you: milestone 1 is reached."])
        ),
        "chase, hostile": due_actions.chase(
            about(replace(running, proposal=NASTY_PROPOSAL), NASTY_ONE, progress=[NASTY_MINUTE]),
            [replace(SECOND, what=NASTY), PROGRESS],
            FormState(typed={"words": NASTY * 10}, notes=[NASTY]),
        ),
    }


def _outcomes() -> dict[str, Card]:
    started = date(2026, 7, 1)
    effect = replace(EFFECT, start=Decimal(98), target=Decimal(90), by=date(2026, 9, 30))
    cards = {}
    for name, last, stage, follows in (
        ("working", (92, 89, 88), Stage.WORKING, Follows.PROPOSE_TO_CLOSE),
        ("too early", (97,), Stage.RUNNING, Follows.NOTHING),
        ("not working", (98, 101, 104), Stage.NOT_WORKING, Follows.TELL_THE_BOARD),
    ):
        values = [94, 96, 95, 97, 94, 98, 96, 97, 95, 96, 98, 97, *last]
        figures = series(FAMILIES, values)
        since = SEPTEMBER.later(1 - len(last))
        promise = effect if name != "too early" else EFFECT
        under_way = one(stage, started_on=started, proposal=replace(PROPOSAL, effect=effect))
        view = OutcomeView(
            facts=about(under_way, until=date(2027, 1, 31)),
            findings=findings(FAMILIES, promise, since.start, figures, TODAY),
            follows=follows,
            history=history(FAMILIES, figures),
        )
        cards[f"outcome, {name}"] = outcome.outcome(view)
    nothing = Finding(
        progress=Progress.NOT_WORKING, since=SEPTEMBER, period=SEPTEMBER, sentence=NASTY
    )
    told = OutcomeView(
        facts=about(one(Stage.RUNNING), ask=None),
        findings=[replace(nothing, period=None)],
        follows=Follows.NOTHING,
    )
    nasty = OutcomeView(
        facts=about(one(Stage.NOT_WORKING, proposal=NASTY_PROPOSAL, owner=4), NASTY_ONE),
        findings=[nothing] * 20,
        follows=Follows.TELL_THE_BOARD,
        history=FAMILIES_SO_FAR,
    )
    wrong = FormState(typed={"words": NASTY * 10, "until": "soon"}, faults=[NASTY], notes=[NASTY])
    return cards | {
        "outcome, told": outcome.outcome(told),
        "outcome, hostile": outcome.outcome(nasty, wrong),
    }


def _promises() -> dict[str, Card]:
    missing = awaiting(FAMILIES)
    early = "Too early to tell: 97 for August 2026; 7 better than the 104 at the start."
    late = "Not working: 104 for September 2026; 90 was promised by 1 October 2026."
    waiting = PromisedView(
        intervention=one(Stage.RUNNING),
        by=date(2026, 10, 1),
        standing=missing,
        is_awaited=True,
        names=NAMES,
    )
    come = replace(
        waiting,
        intervention=one(Stage.NOT_WORKING),
        standing=FAMILIES_SO_FAR[-1],
        is_awaited=False,
        sentence=late,
    )
    nasty = replace(
        waiting,
        intervention=one(Stage.RUNNING, proposal=NASTY_PROPOSAL, owner=4),
        standing=given(NASTY_ONE, figure(NASTY_ONE, 200)),
        owner_name=NASTY,
        sentence=NASTY,
    )
    return {
        "promised": promised(replace(waiting, owner_name="Olive Marsh")),
        "promised, so far": promised(replace(waiting, sentence=early)),
        "promised, come": promised(come),
        "promised, hostile": promised(nasty),
    }


def _successes() -> dict[str, Card]:
    values = (*_FAMILIES[:-2], 92, 88)
    so_far = history(FAMILIES, series(FAMILIES, values))
    back = Success(
        Praise.BACK_TO_GREEN,
        FAMILIES,
        SEPTEMBER,
        f"{FAMILIES}: Green again for September 2026, after an intervention; it was Amber.",
    )
    real = Success(
        Praise.REAL_IMPROVEMENT,
        FAMILIES,
        SEPTEMBER,
        f"{FAMILIES}: improvement: lower than it normally goes.",
    )
    nasty = Success(Praise.LONGEST_GREEN_RUN, NASTY_ONE, SEPTEMBER, f"{NASTY_ONE}: {NASTY}.")
    learnt = "Deposits move families fastest."
    before = Celebration(
        successes=[back, real],
        before=so_far[-4],
        started=date(2026, 7, 6),
        latest=so_far[-1],
        history=so_far,
        done=PROPOSAL.action,
        owner_name="Olive Marsh",
    )
    told = replace(
        before, successes=[back], started=None, done="", learnt=learnt, learnt_by="Olive Marsh"
    )
    hostile = Celebration(
        successes=[nasty], done=NASTY * 10, owner_name=NASTY, learnt=LONG, learnt_by=NASTY
    )
    wrong = FormState(typed={"words": NASTY * 10}, faults=[NASTY])
    return {
        "success": success(before, ASK),
        "success, learnt": success(told),
        "success, hostile": success(hostile, ASK, wrong),
        "successes": successes("2026/27", [(back, learnt), (real, ""), (nasty, NASTY)]),
        "successes, many": successes("2026/27", [(back, LONG)] * 40),
        "successes of a week": successes_of_week(TODAY, [(back, learnt), (real, "")]),
        "successes of a week, hostile": successes_of_week(TODAY, [(nasty, LONG)] * 40),
        "successes, none": successes("Housing", []),
    }


def _risks() -> dict[str, Card]:
    sign = f"{FAMILIES} is deteriorating: a possible sign of an underlying risk becoming real."
    prompt = Prompt(HOMELESSNESS, f"{sign} {HOMELESSNESS.words}")
    scored = replace(HOMELESSNESS, likelihood=Likelihood.ALMOST_CERTAIN, version=2)
    nasty = Prompt(NASTY_RISK, f"{NASTY} {NASTY_RISK.words}")
    asked = "HOU-05 Households in temporary accommodation"
    return {
        "risk, prompted": risks.prompted(prompt, ASK, FAMILIES_SO_FAR[-1]),
        "risk, to mend": risks.prompted(
            prompt,
            ASK,
            state=FormState(
                typed={"likelihood": "9", "impact": "5", "words": ""},
                faults=["Likelihood and impact are whole numbers from 1 to 5."],
            ),
        ),
        "risk, scored": risks.risk_scored(
            HOMELESSNESS, scored, "Two blocks were handed back.", "Meg Shaw", names=NAMES
        ),
        "risk, as it was": risks.risk_scored(
            HOMELESSNESS,
            HOMELESSNESS,
            "Seen.",
            "Meg Shaw",
            names={},
            notes=["Only the owner of this risk, or their deputy, may score it."],
        ),
        "risk, hostile": risks.prompted(
            nasty,
            ASK,
            state=FormState(typed={"words": NASTY * 10}, faults=[NASTY], notes=[NASTY]),
        ),
        "risks": risks.risks_of(
            asked, [scored, replace(HOMELESSNESS, status=RiskStatus.CLOSED)], names=NAMES
        ),
        "risks, many": risks.risks_of(NASTY, [*RISKS, NASTY_RISK], names=NAMES),
        "risks, none": risks.risks_of(asked, [], names=NAMES),
        "without risk": risks.without_risk([FAMILIES, LONG_ONE]),
        "without risk, many": risks.without_risk([NASTY_ONE] * 60),
        "without risk, none": risks.without_risk([]),
        "without risk, and risks alone": risks.without_risk([FAMILIES], RISKS[:2]),
        "without risk, only risks alone": risks.without_risk([], [NASTY_RISK] * 20),
    }


def _call_ins() -> dict[str, Card]:
    call = CallIn(
        indicators=(5,),
        manager=2,
        meeting=date(2026, 11, 24),
        words="Why do families wait longer here than next door?",
        called_by=11,
        called_on=date(2026, 10, 20),
    )
    explained = replace(
        call,
        state=CallInState.EXPLAINED,
        explanation=LONG,
        explained_by=2,
        explained_on=date(2026, 11, 9),
        version=2,
    )
    heard = replace(
        explained, state=CallInState.HEARD, outcome="The committee asks again in March.", version=3
    )
    nasty = replace(call, words=NASTY * 10, manager=4, called_by=4)
    wrong = FormState(typed={"words": NASTY * 10}, faults=[NASTY], notes=[NASTY])
    no_day = FormState(typed={"words": NASTY}, faults=["Give a date."])

    def view(call_in: CallIn, *indicators: Indicator, overdue: int = 0) -> CallInView:
        return CallInView(
            call_in=call_in,
            indicators=indicators or [FAMILIES],
            due=date(2026, 11, 12),
            names=NAMES,
            overdue=overdue,
        )

    return {
        "call-in, record": call_in_form([FAMILIES], PEOPLE, ASK, MEG),
        "call-in, record, to mend": call_in_form([NASTY_ONE] * 14, MANY_PEOPLE, ASK, state=no_day),
        "call-in, asked": call_in_asked(view(call), ASK),
        "call-in, reminded": call_in_asked(view(call, FAMILIES, COMPLAINTS, overdue=1), ASK),
        "call-in, explained": call_in_asked(view(explained), ASK),
        "call-in, stands": call_in_card(view(explained), ASK),
        "call-in, heard": call_in_card(view(heard), ASK),
        "call-in, hostile": call_in_asked(view(nasty, *[NASTY_ONE] * 40), ASK, wrong),
        "call-in, hostile, stands": call_in_card(
            view(nasty, NASTY_ONE), state=FormState(notes=[NASTY])
        ),
    }


MONTH = Period.parse("2026-10")
MATTERS = [
    digest.DigestLine(Matter.CONCERN, str(FAMILIES), "Red, 104 against 90; intervention running."),
    digest.DigestLine(Matter.CONCERN, str(LONG_ONE), "Recovering."),
    digest.DigestLine(Matter.MISSING, str(COMPLAINTS), "No figure for August and September 2026."),
    digest.DigestLine(
        Matter.ACKNOWLEDGEMENT, "CUS-03 Calls answered", "By Chris Bell, 12 October 2026."
    ),
    digest.DigestLine(Matter.INTERVENTION, str(FAMILIES), "Agreed by Chris Bell, 29 October 2026."),
    digest.DigestLine(
        Matter.OVERDUE, str(FAMILIES), "Milestone 2 of Olive Marsh, 12 working days."
    ),
    digest.DigestLine(
        Matter.SUCCESS, "PLA-01 Major applications", "Green again for September 2026."
    ),
    digest.DigestLine(
        Matter.RISK_PROMPT, "R-07 Homelessness rises", "12, high; Meg Shaw is asked."
    ),
]


def _digests() -> dict[str, Card]:
    everything = [
        digest.DigestLine(matter, str(NASTY_ONE), NASTY * 9) for matter in Matter for _ in range(60)
    ]
    return {
        "digest": digest.digest(COUNCIL, MONTH, MATTERS, ASK, TODAY),
        "digest, nothing": digest.digest(COUNCIL, MONTH, [], ASK, TODAY),
        "digest, everything, hostile": digest.digest(
            NASTY, MONTH, everything, ASK, TODAY, for_whom="Corporate Management Team"
        ),
        "digest, more": digest.more(MONTH, BoardDuty.MANAGE, MATTERS * 3, ASK, TODAY),
        "digest, more, hostile": digest.more(MONTH, BoardDuty.MANAGE, everything, ASK, TODAY),
        "digest, more, nothing": digest.more(MONTH, BoardDuty.FORECAST, MATTERS, ASK, TODAY),
    }


def _lists() -> dict[str, Card]:
    red = FAMILIES_SO_FAR[-1]
    rows = [
        lists.Exceptional(standing=red, concern=Concern(), since=EARLY),
        lists.Exceptional(
            standing=red,
            concern=Concern(answer=BoardAnswer.ACKNOWLEDGED, state=ConcernState.RECOVERING),
            last=ACKNOWLEDGED,
        ),
        lists.Exceptional(
            standing=given(NASTY_ONE, figure(NASTY_ONE, 200)),
            concern=Concern(answer=BoardAnswer.SUPPORT_OFFERED),
            last=NASTY_MINUTE,
        ),
    ]
    late = [
        (FAMILIES, THIRD),
        (FAMILIES, PROGRESS),
        (NASTY_ONE, due(Owed.PROPOSAL, 4, what=NASTY * 9, whom=4)),
        (COMPLAINTS, due(Owed.DECISION, 2, whom=None)),
    ]
    moments = [
        lists.Moment(on=date(2026, 9, 1), what="Break", words="Definition changed", by="Dana Osei"),
        lists.Moment(
            on=date(2026, 10, 7), what="Figure", words="September 2026: 104, Red", by="Olive Marsh"
        ),
        lists.Moment(on=EARLY, what="Acknowledged", words=ACKNOWLEDGED.words, by="Chris Bell"),
        lists.Moment(on=LATE, what=NASTY, words=NASTY * 9, by=NASTY),
    ]
    agreed = MinuteLine(what=Step.AGREE, by="Chris Bell", on=date(2026, 10, 29))
    returned = MinuteLine(
        what=Step.SEND_BACK, by="Chris Bell", on=date(2026, 10, 28), words=LONG, until=LATE
    )
    return {
        "open exceptions": lists.open_exceptions("All services", rows[:2], ASK, names=NAMES),
        "open exceptions, many": lists.open_exceptions(NASTY, rows * 20, ASK, names=NAMES),
        "open exceptions, none": lists.open_exceptions("Housing", [], ASK, names=NAMES),
        "interventions": lists.interventions(
            "Housing",
            [
                (FAMILIES, one(Stage.RUNNING), "Too early to tell: 97 for October 2026."),
                (COMPLAINTS, one(Stage.PROPOSED), ""),
                (FAMILIES, one(Stage.RUNNING, **RECOMMENDED), ""),
            ],
            ASK,
            names=NAMES,
        ),
        "interventions, many": lists.interventions(
            NASTY, [(NASTY_ONE, NASTY_INTERVENTION, NASTY)] * 25, ASK, names=NAMES, start=10
        ),
        "overdue actions": lists.overdue_actions("All services", late, names=NAMES),
        "overdue actions, of one": lists.overdue_actions(
            str(FAMILIES), [(FAMILIES, THIRD), (FAMILIES, PROGRESS)], names=NAMES
        ),
        "overdue actions, of audit": lists.overdue_actions(
            "Housing", [(FAMILIES, MET), *late[:1]], names=NAMES
        ),
        "overdue actions, many": lists.overdue_actions(NASTY, late * 10, names=NAMES, ask=ASK),
        "overdue actions, none": lists.overdue_actions("Housing", [], names=NAMES),
        "history": lists.history(FAMILIES, moments[:3]),
        "history, retired": lists.history(
            FAMILIES, moments[:3], retired="Retired from 1 October 2026"
        ),
        "history, many": lists.history(NASTY_ONE, moments * 20, ASK, start=20),
        "decisions": lists.decisions(
            "October 2026",
            [(FAMILIES, ACKNOWLEDGED), (FAMILIES, agreed), (COMPLAINTS, returned)],
        ),
        "decisions, many": lists.decisions(NASTY, [(NASTY_ONE, NASTY_MINUTE)] * 30, ASK),
    }


def _grouped() -> dict[str, Card]:
    worse = lists.Exceptional(standing=FAMILIES_SO_FAR[-1], concern=Concern())
    amber = lists.Exceptional(
        standing=given(FAMILIES, figure(FAMILIES, 92)),
        concern=Concern(answer=BoardAnswer.ACKNOWLEDGED),
        last=ACKNOWLEDGED,
    )
    back = lists.Exceptional(
        standing=given(COMPLAINTS, figure(COMPLAINTS, 99)),
        concern=Concern(state=ConcernState.RECOVERING),
    )
    over = lists.Exceptional(
        standing=given(COMPLAINTS, figure(COMPLAINTS, 99)),
        concern=Concern(state=ConcernState.WITHDRAWN),
    )
    nasty = lists.Exceptional(
        standing=given(NASTY_ONE, figure(NASTY_ONE, 200)),
        concern=Concern(answer=BoardAnswer.SUPPORT_OFFERED),
        last=NASTY_MINUTE,
    )
    long = lists.Exceptional(
        standing=given(LONG_ONE, figure(LONG_ONE, 12)), concern=Concern(), last=None
    )
    mixed = dict(enumerate((over, amber, worse, back, worse), 1))
    return {
        "grouped": grouped(
            GroupView(rows=mixed, at=AT, names=NAMES, numbers={n: n for n in mixed}), ASK
        ),
        "grouped, asked again": grouped(
            GroupView(
                rows={
                    1: replace(worse, concern=Concern(why="the acknowledgement has gone stale")),
                    2: amber,
                },
                at=AT,
                names=NAMES,
                apart=2,
                is_asked_again=True,
            ),
            ASK,
        ),
        "grouped, some apart": grouped(GroupView(rows=mixed, at=AT, names=NAMES, apart=3), ASK),
        "grouped, repeated, nothing chosen": grouped(
            GroupView(
                rows=mixed,
                at=AT,
                names=NAMES,
                apart=5,
                possible_repeat=True,
                faults=["Choose an exception first."],
            ),
            ASK,
        ),
        "grouped, hostile, very many": grouped(
            GroupView(rows=dict(enumerate([nasty, long] * 200)), at=AT, names={4: NASTY}), ASK
        ),
    }


CARDS = (
    _grouped() | _concerns() | _forms() | _questions() | _interventions() | _orphans()
    | _proposals() | _chases() | _outcomes() | _promises() | _successes() | _risks()
    | _call_ins() | _digests() | _lists()
)  # fmt: skip
