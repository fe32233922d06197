"""Answers in chat: which interventions there are, and what is late in them."""

from cards import lists
from cycle.improve import chase
from cycle.plan.indicator import Indicator
from cycle.questions import question
from cycle.questions.filter import Filter
from features import listing
from features.concerns import show
from features.turn import Answer, Visit
from storage import findings, interventions
from storage.database import Session
from storage.interventions import StoredIntervention


def live_interventions(session: Session, visit: Visit, asked: question.Interventions) -> Answer:
    """What is being done, by whom, and what the figures say of it."""
    live = _live(session, asked.filter)
    said = findings.of_interventions(session, [kept.id for _, kept in live])
    rows = [
        (indicator, kept.intervention, said[kept.id][-1].sentence if kept.id in said else "")
        for indicator, kept in live
    ]
    start = listing.first_row(visit, rows, lists.ROWS)
    names = show.names_in(session, [kept for _, kept in live])
    page = lists.interventions_in_order(rows)[start : start + lists.ROWS]
    refs = [indicator.ref for indicator, *_ in page]
    ref = listing.page_ref(session, visit, asked.text, start, refs)
    return Answer(card=lists.interventions(asked.read_as(), rows, ref, names=names, start=start))


def overdue_actions(session: Session, visit: Visit, asked: question.OverdueActions) -> Answer:
    """What was promised and is late."""
    rows = [
        (indicator, due)
        for indicator, kept in _live(session, asked.filter)
        for _, due in chase.overdue([kept.intervention], visit.today, visit.council.calendar)
    ]
    start = listing.first_row(visit, rows, lists.ROWS)
    names = listing.names(session, (due.whom for _, due in rows))
    page = lists.overdue_in_order(rows)[start : start + lists.ROWS]
    refs = [indicator.ref for indicator, _ in page]
    ref = listing.page_ref(session, visit, asked.text, start, refs)
    return Answer(
        card=lists.overdue_actions(asked.read_as(), rows, names=names, ask=ref, start=start)
    )


def _live(session: Session, wanted: Filter) -> list[tuple[Indicator, StoredIntervention]]:
    indicators = listing.chosen_by_id(session, wanted)
    return [
        (indicators[kept.indicator], kept)
        for kept in interventions.live(session)
        if kept.indicator in indicators
    ]
