"""The card of a concern as it stands at this moment, for whoever presses and for the relay.

The relay paints it for everybody in the channel; a press shows it to the presser at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cards.concerns.answer import BoardView, board_card, raised_before, see_newer
from cards.concerns.exception import FOR_A_MANAGER, BoardParts, ExceptionView, exception_card
from cards.concerns.minutes import MinuteLine
from cards.elements import ButtonRef, Card
from cards.lists import Exceptional
from cycle.council import Council
from cycle.improve.concern import Concern
from cycle.improve.risk import watched_by
from cycle.people import Person
from cycle.periods import london_day
from cycle.plan.indicator import Indicator
from cycle.review.concern import ConcernState
from cycle.review.standing import Standing
from storage import (
    card_refs,
    concern_answers,
    deliveries,
    figures,
    interventions,
    minutes,
    people,
    places,
    records,
    register,
    risks,
)
from storage.card_refs import About
from storage.concerns import RaisedConcern
from storage.database import Session
from storage.deliveries import Delivery
from storage.interventions import StoredIntervention
from storage.minutes import Minute
from storage.places import Place
from storage.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernView:
    """A concern with all that is known of it, `today`. `owner` is the indicator's."""

    id: int
    raised: RaisedConcern
    concern: Concern
    record: Record
    standing: Standing
    owner: Person | None
    minutes: Sequence[Minute]
    live: StoredIntervention | None
    today: date
    council: Council

    @property
    def indicator(self) -> Indicator:
        return self.record.indicator


def concern_view(
    session: Session, concern_id: int, now: datetime, council: Council
) -> ConcernView | None:
    """Everything about this concern; None where there is none, or its indicator is gone."""
    pairs = concern_answers.find_with_answers(session, [concern_id])
    own = [register.indicator(session, raised.indicator) for raised, _ in pairs]
    indicators = {one.id: one for one in own if one is not None}
    return next(iter(concern_views(session, pairs, indicators, now, council)), None)


def concern_views(
    session: Session,
    pairs: Sequence[tuple[RaisedConcern, Concern]],
    indicators: Mapping[int, Indicator],
    now: datetime,
    council: Council,
) -> list[ConcernView]:
    """Everything about each concern, in as many statements as about one; each as it was raised and
    as it is answered. One whose indicator is not among these is left out.
    """
    pairs = [(raised, answered) for raised, answered in pairs if raised.indicator in indicators]
    ids = [raised.id for raised, _ in pairs]
    known = [indicators[raised.indicator] for raised, _ in pairs]
    read = records.records(session, known)
    owners = people.find_many(session, {one.owner for one in known if one.owner})
    taken_on = interventions.of_concerns(session, ids)
    said = minutes.of_matters(session, ids, [one.id for one in taken_on])
    today = london_day(now)

    def view(raised: RaisedConcern, answered: Concern, record: Record) -> ConcernView:
        own = [one for one in taken_on if one.concern == raised.id]
        own_ids = {one.id for one in own}
        return ConcernView(
            id=raised.id,
            raised=raised,
            concern=replace(answered, is_retired=record.indicator.is_retired(today)),
            record=record,
            standing=record.stand(raised.period, today, council),
            owner=owners.get(record.indicator.owner or 0),
            minutes=[
                one for one in said if one.concern == raised.id or one.intervention in own_ids
            ],
            live=next((one for one in own if one.intervention.is_live), None),
            today=today,
            council=council,
        )

    return [view(*pair, record) for pair, record in zip(pairs, read, strict=True)]


def exceptional(session: Session, views: Sequence[ConcernView]) -> dict[int, Exceptional]:
    """The rows of a list of these concerns, by the concern's id, in their order."""
    last = {view.id: view.minutes[-1] for view in views if view.minutes}
    said = dict(zip(last, minute_lines(session, list(last.values())), strict=True))
    return {
        view.id: Exceptional(
            standing=view.standing,
            concern=view.concern,
            last=said.get(view.id),
            since=view.raised.raised_at.date(),
        )
        for view in views
    }


def concern_card(
    session: Session,
    found: ConcernView,
    ask: ButtonRef,
    notes: Sequence[str] = (),
    *,
    possible_repeat: bool = False,
    is_in_group: bool = False,
) -> Card:
    """What the board sees. `notes` stand on top: why a press could not stand.

    `is_in_group` when it is shown in the post of a group, to which it then leads back.
    """
    watching = risks.watched_by(session, found.indicator.id).values()
    return board_card(
        BoardView(
            exception=_exception(session, found, found.concern.state, possible_repeat),
            concern=found.concern,
            ask=ask,
            minutes=minute_lines(session, found.minutes),
            intervention=found.live.intervention if found.live else None,
            risks=watched_by(found.indicator.id, watching),
            names=names_in(session, [found.live] if found.live else []),
            notes=notes,
            is_in_group=is_in_group,
        )
    )


def _exception(
    session: Session, found: ConcernView, state: ConcernState, possible_repeat: bool
) -> ExceptionView:
    period = found.raised.period
    versions = figures.versions(session, found.indicator.id, period)
    return ExceptionView(
        standing=found.standing,
        state=state,
        sentence=found.raised.sentence,
        history=[*found.record.history(period, found.today, found.council), found.standing],
        chart=found.record.chart(upto=period),
        events=found.record.events_until(period),
        owner_name=found.owner.name if found.owner else "",
        replaced=versions[-2] if len(versions) > 1 else None,
        possible_repeat=possible_repeat,
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
    if delivery.activity_id and deliveries.has_newer(session, delivery):
        return see_newer(found.indicator)
    if delivery.purpose not in (places.BOARD, places.CMT):
        state, is_repeat = found.raised.state, delivery.possible_repeat
        return exception_card(
            _exception(session, found, state, is_repeat), _for_a_manager(found, delivery)
        )
    ask = ref_for_everybody(session, About.CONCERN, place.conversation_id, now, found.id)
    return concern_card(
        session,
        found,
        ButtonRef(ask, found.concern.version),
        possible_repeat=delivery.possible_repeat,
    )


def _for_a_manager(found: ConcernView, delivery: Delivery) -> BoardParts:
    """What a manager sees besides: that it was raised before it was theirs."""
    raised = found.raised
    if london_day(delivery.wanted_at) <= london_day(raised.raised_at):
        return FOR_A_MANAGER
    return BoardParts(above=[raised_before(raised.raised_for, raised.raised_at)])


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
