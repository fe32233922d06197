"""The performance team opens a closed period again, so that its figures can be given."""

from datetime import timedelta

from cards import notices, replies
from cycle.periods import day_words
from cycle.plan import ownership
from cycle.questions import question
from cycle.review.entry import LONGEST_REASON
from features.turn import Answer, Visit
from storage import audit, register
from storage.database import Session

LONGEST = timedelta(days=366)  # for which a closed period is opened again; our choice


def reopen(session: Session, visit: Visit, asked: question.Reopen) -> Answer:
    """Open a locked period again, for one indicator or for all of a service."""
    if not ownership.may_run_the_register(visit.person):
        words = "Only the performance team can open a closed period again."
        return Answer(card=replies.refusal("For the performance team", words))
    period, until, reason = asked.period, asked.until, asked.reason
    if until < visit.today:
        words = f"{day_words(until)} is past. Name the last day on which it may be entered."
        return Answer(card=replies.refusal("That day is past", words))
    if (length := len(reason)) > LONGEST_REASON:
        words = f"The reason is {length:,} characters: at most {LONGEST_REASON:,} are kept."
        return Answer(card=replies.refusal("Not reopened", words))
    if until > visit.today + LONGEST:
        words = f"{day_words(until)} is more than a year away. Is the year mistyped?"
        return Answer(card=replies.refusal("That day is too far away", words))
    named = register.by_ref(session, asked.ref) if asked.ref else None
    of_service = register.matching(session, services=[asked.service]) if asked.service else []
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
        reopening = register.Reopening(indicator.id, period, until, reason)
        register.reopen(session, reopening, visit.actor, visit.now)
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
