"""What the performance team arranges in chat: where board alerts go, and which periods reopen."""

from datetime import date

from cards import notices, replies
from cycle.periods import Period, day_words
from cycle.plan import ownership
from features.turn import Answer, Visit
from storage import audit, deliveries, places, register
from storage.database import Session
from storage.places import Scope


def post_alerts_here(session: Session, visit: Visit, purpose: str) -> Answer:
    """From now on this channel gets the board's alerts; those that waited for one are sent."""
    if not ownership.may_run_the_register(visit.person):
        return _not_yours_to_arrange("choose where alerts go")
    if visit.turn.place.scope is Scope.PERSONAL:
        words = "Board alerts go to a channel or a group: ask this there, with @Steward before it."
        return Answer(card=replies.refusal("Not in a personal chat", words))

    here = visit.turn.place.conversation_id
    before = places.choose(session, here, purpose)
    deliveries.hurry(session, purpose, visit.now)
    audit.write(session, visit.actor, visit.now, "place chosen", purpose, old=before, new=here)
    return Answer(card=notices.board_alerts_here(visit.council.name, visit.person.name))


def reopen(
    session: Session,
    visit: Visit,
    ref: str | None,
    service: str | None,
    period: Period,
    until: date,
    reason: str,
) -> Answer:
    """Open a locked period again, for one indicator or for all of a service."""
    if not ownership.may_run_the_register(visit.person):
        return _not_yours_to_arrange("open a closed period again")
    if until < visit.today:
        words = f"{day_words(until)} is past. Name the last day on which it may be entered."
        return Answer(card=replies.refusal("That day is past", words))
    named = register.by_ref(session, ref) if ref else None
    of_service = register.matching(session, services=[service]) if service else []
    indicators = [
        one
        for one in ([named] if named else of_service)
        if one.frequency is period.frequency
        and period.end < visit.today
        and one.is_measured(period)
    ]
    if not indicators:
        words = f"Nothing is measured for {period.words} there. Check the period."
        return Answer(card=replies.refusal("Nothing to reopen", words))

    for indicator in indicators:
        register.reopen(session, indicator.id, period, until, visit.actor, reason, visit.now)
        subject = f"{indicator.ref} {period}"
        audit.write(
            session,
            visit.actor,
            visit.now,
            "reopened",
            subject,
            new=until.isoformat(),
            reason=reason,
        )
    return Answer(card=notices.reopened(indicators[0], period, until, reason, visit.person.name))


def _not_yours_to_arrange(what: str) -> Answer:
    words = f"Only the performance team can {what}."
    return Answer(card=replies.refusal("For the performance team", words))
