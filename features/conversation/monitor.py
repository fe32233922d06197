"""A question in chat of Improve or Monitor becomes its answer; any other goes on to Review.

Nothing is kept but what the answer's buttons lead back to.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Any

from cards import lists, replies
from cards import risks as risk_cards
from cards import successes as success_cards
from cards.elements import Ask as CardAsk
from cards.elements import Card
from cycle.improve import chase, questions
from cycle.improve.intervention import BY, Step
from cycle.improve.permissions import By
from cycle.improve.questions import Question, understand
from cycle.improve.refusals import NotTheTeam
from cycle.improve.risk import RiskStatus, unwatched, watched_by, without_risk
from cycle.monitor.success import Success
from cycle.periods import london_instant
from cycle.plan import ownership, retirement
from cycle.plan.indicator import Indicator
from features import call_ins, history
from features.concerns import show
from features.conversation import review
from features.turn import Answer, Visit
from storage import (
    audit,
    cache,
    card_refs,
    concern_answers,
    deliveries,
    findings,
    interventions,
    minutes,
    people,
    places,
    register,
    risks,
    successes,
)
from storage import concerns as raised
from storage.cache import Of
from storage.card_refs import About, Ask
from storage.database import Session
from storage.interventions import Kept
from storage.places import Scope

LOOKS_BACK = timedelta(days=366)  # for successes; our choice


def answer(session: Session, visit: Visit) -> Answer:
    """The card that answers what was typed, Review's where the question is for it."""
    asked = _asked(session, visit, visit.turn.text)
    if asked is None:
        return review.answer(session, visit)
    return _ANSWERS[type(asked)](session, visit, asked, 0)


def more(session: Session, visit: Visit, ask: Ask) -> Answer:
    """The next rows of a long list."""
    asked = _asked(session, visit, "".join(ask.words))
    if asked is None:
        return review.more(session, visit, ask)
    start = max(0, visit.turn.press.version if visit.turn.press else 0) + lists.ROWS
    return _ANSWERS[type(asked)](session, visit, asked, start)


def _asked(session: Session, visit: Visit, text: str) -> Question | None:
    def understood() -> Question | None:
        return understand(text, review.names(session), visit.today)

    if len(text) > review.SHORT:
        return understood()
    return cache.known(session, Of.NAMES, ("asks Improve", text, visit.today), understood)


def _exceptions(
    session: Session, visit: Visit, asked: questions.OpenExceptions, start: int
) -> Answer:
    indicators = _of_service(session, asked.service)
    rows = []
    for concern_id, indicator, since, concern in concern_answers.open_concerns(session):
        if indicator not in indicators:
            continue
        found = show.matter(session, concern_id, visit.now, visit.council)
        if found is not None:
            said = show.lines(session, found.minutes[-1:])
            rows.append(
                lists.Exceptional(
                    standing=found.standing,
                    concern=concern,
                    last=said[-1] if said else None,
                    since=since,
                )
            )
    names = _names(session, (row.standing.indicator.owner for row in rows))
    ask = _ask(session, visit, "open exceptions", asked.service, start)
    page = _start(start, rows)
    return Answer(card=lists.open_exceptions(asked.read_as(), rows, ask, names=names, start=page))


def _interventions(
    session: Session, visit: Visit, asked: questions.Interventions, start: int
) -> Answer:
    found = _live(session, asked.service)
    rows = [(indicator, kept.intervention, _finding(session, kept)) for indicator, kept in found]
    names = show.names(session, [kept for _, kept in found])
    ask = _ask(session, visit, "interventions", asked.service, start)
    page = _start(start, rows)
    return Answer(card=lists.interventions(asked.read_as(), rows, ask, names=names, start=page))


def _overdue(session: Session, visit: Visit, asked: questions.OverdueActions, start: int) -> Answer:
    rows = [
        (indicator, due)
        for indicator, kept in _live(session, asked.service)
        for _, due in chase.overdue([kept.intervention], visit.today, visit.council.calendar)
    ]
    names = _names(session, (due.whom for _, due in rows))
    ask = _ask(session, visit, "overdue actions", asked.service, start)
    page = _start(start, rows)
    return Answer(
        card=lists.overdue_actions(asked.read_as(), rows, names=names, ask=ask, start=page)
    )


def _successes(session: Session, visit: Visit, asked: questions.Successes, _: int) -> Answer:
    indicators = _of_service(session, asked.service)
    rows = [
        (Success(one.praise, indicators[one.indicator], one.period, one.sentence), one.learnt)
        for one in successes.since(session, visit.now - LOOKS_BACK)
        if one.indicator in indicators
    ]
    return Answer(card=success_cards.successes(asked.read_as(), rows))


def _history(session: Session, visit: Visit, asked: questions.History, start: int) -> Answer:
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return _not_there(asked.ref)
    found = history.moments(session, indicator)
    ask = _ask(session, visit, f"history of {asked.ref}", None, start)
    page, retired = _start(start, found), retirement.words(indicator, visit.today)
    return Answer(card=lists.history(indicator, found, ask, start=page, retired=retired))


def _risks(session: Session, visit: Visit, asked: questions.Risks, _: int) -> Answer:
    whole = risks.everything(session).values()
    named = register.by_ref(session, asked.ref) if asked.ref else None
    if asked.ref and named is None:
        return _not_there(asked.ref)
    is_open = [risk for risk in whole if risk.status is RiskStatus.OPEN]
    found = watched_by(named.id, whole) if named else sorted(is_open, key=lambda r: -r.score)
    names = _names(session, (risk.owner for risk in found))
    retired = retirement.words(named, visit.today) if named else ""
    about = " · ".join(part for part in (str(named or asked.read_as()), retired) if part)
    return Answer(card=risk_cards.risks_of(about, found, names=names))


def _without_risk(session: Session, visit: Visit, asked: questions.WithoutRisk, _: int) -> Answer:
    indicators, known = register.all_indicators(session), risks.everything(session).values()
    found = without_risk(indicators, known, visit.today)
    return Answer(card=risk_cards.without_risk(found, unwatched(known, indicators, visit.today)))


def _decisions(session: Session, visit: Visit, asked: questions.Decisions, start: int) -> Answer:
    since = london_instant(asked.period.start, 0)
    until = london_instant(asked.period.end + timedelta(days=1), 0)
    said = [one for one in minutes.between(session, since, until) if _is_the_boards(one.what)]
    rows = [
        (indicator, line)
        for one, line in zip(said, show.lines(session, said), strict=True)
        if (indicator := _about(session, one)) is not None
    ]
    ask = _ask(session, visit, f"decisions of {asked.period}", None, start)
    page = _start(start, rows)
    return Answer(card=lists.decisions(asked.period.words, rows, ask, start=page))


def _is_the_boards(what: minutes.What) -> bool:
    """Whether the board has decided it, rather than an owner or the performance team."""
    return BY[what] is By.BOARD if isinstance(what, Step) else what is not None


def _call_in(session: Session, visit: Visit, asked: questions.CallIn, _: int) -> Answer:
    indicator = register.by_ref(session, asked.ref)
    return call_ins.form(session, visit, indicator) if indicator else _not_there(asked.ref)


def _post_here(
    session: Session, visit: Visit, asked: questions.PostEscalationsHere, _: int
) -> Answer:
    """From now on this chat or channel gets what is escalated; what waited for one is sent."""
    if not ownership.may_run_the_register(visit.person):
        return Answer(card=replies.refusal("For the performance team", str(NotTheTeam())))
    if visit.turn.place.scope is Scope.PERSONAL:
        words = "Escalations go to a channel or a group: ask this there, with @Steward before it."
        return Answer(card=replies.refusal("Not in a personal chat", words))
    here = visit.turn.place.conversation_id
    if places.purpose_of(session, here) == places.BOARD:
        words = "The board's alerts are posted here. Escalations go to another channel or group."
        return Answer(card=replies.refusal("This is the board's channel", words))

    before = places.choose(session, here, places.CMT)
    deliveries.hurry(session, places.CMT, visit.now)
    audit.write(session, visit.actor, visit.now, "place chosen", places.CMT, old=before, new=here)
    return Answer(card=_posted_here(visit))


def _posted_here(visit: Visit) -> Card:
    words = (
        "What the Performance Board escalates to the Corporate Management Team is posted here "
        f"from now on, and the monthly summary. Chosen by {visit.person.name}."
    )
    return replies.refusal("Escalations will be posted here", words, visit.council.name)


def _live(session: Session, service: str | None) -> list[tuple[Indicator, Kept]]:
    indicators = _of_service(session, service)
    return [
        (indicators[kept.indicator], kept)
        for kept in interventions.live(session)
        if kept.indicator in indicators
    ]


def _finding(session: Session, kept: Kept) -> str:
    """The sentence of the newest finding, often nothing yet."""
    found = findings.of(session, kept.id)
    return found[-1].sentence if found else ""


def _about(session: Session, said: minutes.Minute) -> Indicator | None:
    concern = raised.concern(session, said.concern) if said.concern else None
    kept = interventions.one(session, said.intervention) if said.intervention else None
    own = concern.indicator if concern else kept.indicator if kept else None
    return register.indicator(session, own) if own else None


def _of_service(session: Session, service: str | None) -> dict[int, Indicator]:
    return register.by_id(register.matching(session, services=[service] if service else ()))


def _names(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    return people.names(session, {one for one in ids if one is not None})


def _start(start: int, rows: Collection[object]) -> int:
    """A list that has become shorter is shown from its top."""
    return start if start < len(rows) else 0


def _ask(session: Session, visit: Visit, text: str, service: str | None, start: int) -> CardAsk:
    ask = card_refs.keep(
        session,
        person=visit.person.id,
        conversation_id=visit.turn.place.conversation_id,
        about=About.QUESTION,
        now=visit.now,
        words=[f"{text} in {service}" if service else text],
    )
    return CardAsk(ask, start)


def _not_there(ref: str) -> Answer:
    return Answer(card=replies.refusal("Not in the register", f"There is no {ref}."))


_ANSWERS: dict[type, Callable[[Session, Visit, Any, int], Answer]] = {
    questions.OpenExceptions: _exceptions,
    questions.Interventions: _interventions,
    questions.OverdueActions: _overdue,
    questions.Successes: _successes,
    questions.History: _history,
    questions.Risks: _risks,
    questions.WithoutRisk: _without_risk,
    questions.Decisions: _decisions,
    questions.CallIn: _call_in,
    questions.PostEscalationsHere: _post_here,
}
