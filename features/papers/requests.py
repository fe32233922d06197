"""Whoever owes a figure, words or a dated action to a paper is asked, once a day, in their chat."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from cards import paper_cards, replies
from cards.elements import Card
from cards.form_state import FormState
from cycle.council import Council
from cycle.monitor.paper.editions import PaperRefused, PaperState, check_team
from cycle.monitor.paper.missing import PaperGaps
from cycle.monitor.paper.views import IndicatorView
from cycle.periods import london_day
from features.papers.edition_card import on_card, paper_name, show_edition
from features.papers.prepare import prepare_edition
from features.turn import Answer, CardExpired, Visit
from storage import audit, deliveries, owed, papers
from storage.card_refs import CardRef
from storage.database import Session
from storage.deliveries import Delivery, Priority
from storage.places import Place


def ask_for_missing(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Ask for what is missing*: a card to each owner; pressed again the same day, no second."""
    edition = papers.edition(session, int(ref.words[0]))
    if edition is None or edition.state is not PaperState.DRAFT:
        raise CardExpired
    try:
        check_team(visit.person)
    except PaperRefused as refusal:
        return Answer(card=replies.refusal("For the performance team", str(refusal)), stay=True)
    gaps = prepare_edition(session, edition, visit.now, visit.council, rows_only=True).gaps
    people = sorted({view.indicator.owner for view in _every(gaps) if view.indicator.owner})
    new = sum(
        owed.to_person(
            session,
            person,
            deliveries.NewDelivery(
                key=f"{owed.PAPER_REQUEST}:{edition.id}:{visit.today}",
                kind=owed.PAPER_REQUEST,
                subject=str(edition.id),
                now=visit.now,
                worth=Priority.REMINDER,
                day=visit.today,
            ),
        )
        for person in people
    )
    unowned = [view.indicator.ref for view in _every(gaps) if not view.indicator.owner]
    audit.write(
        session,
        visit.actor,
        visit.now,
        "asked for a paper",
        paper_name(edition),
        new=f"{new} asked",
    )
    note = f"{new} {'person is' if new == 1 else 'people are'} being asked."
    if not new:
        note = "Everybody has been asked today already."
    if unowned:
        note += f" Nobody owns {', '.join(dict.fromkeys(unowned))}."
    return Answer(card=show_edition(session, visit, edition, FormState(notes=[note])))


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """What the paper still needs of this person; None once nothing is, or it is no draft."""
    edition = papers.edition(session, int(delivery.subject))
    if edition is None or edition.state is not PaperState.DRAFT:
        return None
    gaps = prepare_edition(session, edition, now, council, rows_only=True).gaps
    lines = wanted_of(gaps, delivery.person or 0)
    if not any(lines.values()):
        return None
    by = edition.meeting if edition.meeting and edition.meeting >= london_day(now) else None
    return paper_cards.wanted_of_person(on_card(session, edition), lines, by)


def wanted_of(gaps: PaperGaps, person: int) -> Mapping[str, list[str]]:
    """By what is to be done, the lines for this person: what to type, or where to press."""
    found: dict[str, list[str]] = defaultdict(list)
    for heading, views, how in (
        ("Figures to give", gaps.figures, "type “submit {ref}”"),
        ("Commentary to write", gaps.commentary, "type “status of {ref}” and press “Correct this”"),
        ("Actions to date", gaps.actions, "type “history of {ref}”, and say who does what by when"),
    ):
        for view in views:
            if view.indicator.owner == person:
                typed = how.format(ref=view.indicator.ref)
                found[heading].append(f"{view.indicator}: {typed}")
    return found


def _every(gaps: PaperGaps) -> tuple[IndicatorView, ...]:
    return (*gaps.figures, *gaps.commentary, *gaps.actions)
