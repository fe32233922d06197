"""The performance team hears that a paper is due: before its meeting, or since none is begun."""

from datetime import datetime

from cards import paper_notices
from cards.elements import Card
from cycle.council import Council
from cycle.monitor.paper import due
from cycle.monitor.paper.editions import PaperState
from cycle.monitor.paper.kinds import NAMES
from cycle.monitor.paper.views import Body, PaperKind
from cycle.periods import Period, london_day
from features.papers.edition_card import paper_name
from features.papers.prepare import prepare_edition
from storage import deliveries, owed, papers
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

KIND = "paper due"
BEGIN = "begin"


def remind(session: Session, now: datetime, council: Council) -> int:
    """Each draft at 10, 5 and 1 working days before its meeting; a quarter without a report once.

    A council that has never used Steward's papers is not reminded of them. Returns how many are
    new.
    """
    today, calendar = london_day(now), council.calendar
    editions = papers.everything(session)
    subjects = [
        f"{edition.id}:{stage}"
        for edition in editions
        if edition.state is PaperState.DRAFT and edition.meeting
        if (stage := due.reminder_stage(edition.meeting, today, calendar)) is not None
    ]
    quarter = due.quarter_to_begin(today, calendar)
    is_begun = any((one.kind, one.period) == (PaperKind.QUARTERLY, quarter) for one in editions)
    if editions and quarter is not None and not is_begun:
        subjects.append(f"{BEGIN}:{quarter}")
    return sum(
        owed.to_person(
            session,
            None,
            deliveries.NewDelivery(key=f"{KIND}:{subject}", kind=KIND, subject=subject, now=now),
        )
        for subject in subjects
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """What is due and what is missing in it; None once it is frozen, or begun."""
    what, _, rest = delivery.subject.partition(":")
    if what == BEGIN:
        return _to_begin(session, Period.parse(rest))
    edition = papers.edition(session, int(what))
    if edition is None or edition.state is not PaperState.DRAFT or edition.meeting is None:
        return None
    gaps = prepare_edition(session, edition, now, council, rows_only=True).gaps
    typed = f"{NAMES[edition.kind]} {edition.period}"
    return paper_notices.draft_due(paper_name(edition), edition.meeting, gaps.sentences, typed)


def _to_begin(session: Session, quarter: Period) -> Card | None:
    if papers.newest(session, PaperKind.QUARTERLY, quarter, Body.CABINET) is not None:
        return None
    typed = f"{NAMES[PaperKind.QUARTERLY]} {quarter}"
    return paper_notices.not_begun(quarter, typed)
