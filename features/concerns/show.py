"""The card of a concern as it stands at this moment, for whoever presses and for the relay.

The relay paints it for everybody in the channel; a press shows it to the presser at once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cards.concerns import answer as cards
from cards.concerns.exception import concern as exception
from cards.concerns.minutes import MinuteLine
from cards.elements import ButtonRef, Card
from cycle.council import Council
from cycle.improve.concern import Concern
from cycle.improve.risk import watched_by
from cycle.people import Person
from cycle.periods import london_day
from cycle.plan.indicator import Indicator
from cycle.review.standing import Standing
from storage import (
    card_refs,
    concern_answers,
    figures,
    interventions,
    minutes,
    people,
    places,
    records,
    register,
    risks,
)
from storage import concerns as raised
from storage.card_refs import About
from storage.database import Session
from storage.deliveries import Delivery
from storage.interventions import StoredIntervention
from storage.minutes import Minute
from storage.places import Place
from storage.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernView:
    """A concern with all that is known of it. `owner` is the indicator's."""

    id: int
    raised: raised.RaisedConcern
    concern: Concern
    record: Record
    standing: Standing
    owner: Person | None
    minutes: Sequence[Minute]
    live: StoredIntervention | None

    @property
    def indicator(self) -> Indicator:
        return self.record.indicator


def concern_view(
    session: Session, concern_id: int, now: datetime, council: Council
) -> ConcernView | None:
    """Everything about this concern; None where there is none, or its indicator is gone."""
    kept, answerable = (
        raised.concern(session, concern_id),
        concern_answers.concern(session, concern_id),
    )
    indicator = register.indicator(session, kept.indicator) if kept else None
    if kept is None or answerable is None or indicator is None:
        return None
    record, today = records.record(session, indicator), london_day(now)
    asked = interventions.of_concern(session, concern_id)
    return ConcernView(
        id=concern_id,
        raised=kept,
        concern=replace(answerable, is_retired=indicator.is_retired(today)),
        record=record,
        standing=record.stand(kept.period, today, council),
        owner=people.person(session, indicator.owner) if indicator.owner else None,
        minutes=minutes.of_matters(session, [concern_id], [one.id for one in asked]),
        live=next((one for one in asked if one.intervention.is_live), None),
    )


def concern_card(
    session: Session,
    found: ConcernView,
    ask: ButtonRef,
    now: datetime,
    council: Council,
    notes: Sequence[str] = (),
    *,
    possible_repeat: bool = False,
    is_in_group: bool = False,
) -> Card:
    """What the board sees. `notes` stand on top: why a press could not stand.

    `is_in_group` when it is shown in the post of a group, to which it then leads back.
    """
    period = found.raised.period
    history = found.record.history(period, london_day(now), council)
    versions = figures.versions(session, found.indicator.id, period)
    return cards.board_card(
        found.standing,
        found.concern,
        ask,
        found.raised.sentence,
        minutes=minute_lines(session, found.minutes),
        intervention=found.live.intervention if found.live else None,
        risks=watched_by(
            found.indicator.id, risks.watched_by(session, found.indicator.id).values()
        ),
        names=names_in(session, [found.live] if found.live else []),
        notes=notes,
        history=[*history, found.standing],
        chart=found.record.chart(upto=period),
        events=found.record.events_until(period),
        owner_name=found.owner.name if found.owner else "",
        replaced=versions[-2] if len(versions) > 1 else None,
        possible_repeat=possible_repeat,
        is_in_group=is_in_group,
    )


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The concern as it stands now; None where it surely ended before anybody was told of it.

    The board, and the Corporate Management Team, may answer; a service's manager is told.
    """
    found = concern_view(session, int(delivery.subject), now, council)
    if found is None:
        return None
    if not found.raised.is_open and not delivery.activity_id and not delivery.possible_repeat:
        return None
    if delivery.purpose not in (places.BOARD, places.CMT):
        return _for_a_manager(session, found, delivery, now, council)
    ask = ref_for_everybody(session, About.CONCERN, place.conversation_id, now, found.id)
    return concern_card(
        session,
        found,
        ButtonRef(ask, found.concern.version),
        now,
        council,
        possible_repeat=delivery.possible_repeat,
    )


def ref_for_everybody(
    session: Session, what: About, conversation_id: str, now: datetime, *words: object
) -> str:
    """The ask of a card that everybody in this conversation may press; the first word is an id."""
    return card_refs.save_card_ref(
        session,
        person=None,
        conversation_id=conversation_id,
        about=what,
        now=now,
        words=[str(word) for word in words],
    )


def minute_lines(session: Session, said: Sequence[Minute]) -> list[MinuteLine]:
    """The minutes as cards show them, with names for ids."""
    known = people.names(session, {own for one in said for own in (one.by, one.who) if own})
    return [
        MinuteLine(
            what=one.what,
            by=known.get(one.by, "somebody"),
            on=london_day(one.at),
            words=one.words,
            who=known.get(one.who, "nobody") if one.who else "",
            until=one.until,
        )
        for one in said
    ]


def names_in(session: Session, kept: Iterable[StoredIntervention]) -> dict[int, str]:
    """What everybody is called who has to do with these interventions."""
    return people.names(session, {own for one in kept for own in _people_of(one)})


def _people_of(kept: StoredIntervention) -> Collection[int]:
    one = kept.intervention
    steps = one.proposal.milestones if one.proposal else ()
    ids = (one.owner, one.asked_by, one.proposed_by, one.agreed_by, one.closed_by)
    return {own for own in (*ids, *(step.who for step in steps)) if own is not None}


def _for_a_manager(
    session: Session, found: ConcernView, delivery: Delivery, now: datetime, council: Council
) -> Card:
    period = found.raised.period
    versions = figures.versions(session, found.indicator.id, period)
    return exception(
        found.standing,
        found.raised.state,
        found.raised.sentence,
        history=[*found.record.history(period, london_day(now), council), found.standing],
        chart=found.record.chart(upto=period),
        events=found.record.events_until(period),
        owner_name=found.owner.name if found.owner else "",
        replaced=versions[-2] if len(versions) > 1 else None,
        possible_repeat=delivery.possible_repeat,
    )
