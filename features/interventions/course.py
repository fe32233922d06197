"""The cards of an intervention as it stands: its owner's, and the board's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards import replies
from cards.concerns.minutes import MinuteLine
from cards.elements import ButtonRef, Card
from cards.interventions import due_actions, handover
from cards.interventions.intervention import asked, stands, unmeasured
from cards.interventions.proposal import to_decide
from cards.person_fields import MOST_NAMED
from cycle.acting import may_act
from cycle.council import Council
from cycle.improve import chase, permissions
from cycle.improve.chase import DECIDE_WITHIN
from cycle.improve.intervention import Intervention, Stage
from cycle.people import Person, Role
from cycle.periods import london_day
from cycle.plan.indicator import Indicator
from features.concerns import show
from features.turn import Answer, Visit
from storage import concerns, interventions, people, records, register
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.interventions import StoredIntervention
from storage.places import Place

PROPOSED_AGAIN_WITHIN = 10  # working days, as filled in beforehand; our choice
OWNER, BOARD, TEAM = "owner", "board", "team"  # whose card an ask belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionView:
    """An intervention with what its cards need. `measured` is the effect's indicator.

    `able` may be named to take it over, where nobody is left.
    """

    kept: StoredIntervention
    indicator: Indicator
    measured: Indicator
    owner: Person | None
    names: Mapping[int, str]
    progress: Sequence[MinuteLine]
    able: Sequence[Person]

    @property
    def id(self) -> int:
        return self.kept.id

    @property
    def intervention(self) -> Intervention:
        return self.kept.intervention

    @property
    def doers(self) -> set[int | None]:
        """Whose it is, and whom its milestones name."""
        steps = self.intervention.proposal.milestones if self.intervention.proposal else ()
        return {self.intervention.owner, *(step.who for step in steps)}

    @property
    def promises(self) -> bool:
        """Whether an effect is promised, which `measured` is to show."""
        proposal = self.intervention.proposal
        return proposal is not None and proposal.effect is not None


def intervention_view(session: Session, intervention_id: int) -> InterventionView | None:
    """Everything about this intervention; None where there is none."""
    kept = interventions.find(session, intervention_id)
    indicator = register.indicator(session, kept.indicator or 0) if kept else None
    if kept is None or indicator is None:
        return None
    proposal, owner = kept.intervention.proposal, kept.intervention.owner
    effect = proposal.effect if proposal else None
    measured = register.indicator(session, effect.indicator) if effect else None
    told = interventions.progress_of(session, kept.id)
    names = show.names_in(session, [kept]) | people.names(session, {one.by for one in told})
    return InterventionView(
        kept=kept,
        indicator=indicator,
        measured=measured or indicator,
        owner=people.person(session, owner) if owner else None,
        names=names,
        progress=[
            MinuteLine(what=None, by=names[one.by], on=london_day(one.at), words=one.words)
            for one in told
        ],
        able=_able(session, indicator) if kept.intervention.is_orphaned else (),
    )


def _able(session: Session, indicator: Indicator) -> list[Person]:
    everyone = people.everyone(session).values()
    return permissions.may_be_named(everyone, indicator.service)[:MOST_NAMED]


def view_of_ref(session: Session, ask: CardRef) -> InterventionView | None:
    return intervention_view(session, int(ask.words[0]))


def paint_for_owner(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The owner's card, edited in place from the asking to the closing.

    Where nobody is left it is the performance team's, to name somebody; and whoever has it no more
    sees how it stands.
    """
    found = intervention_view(session, int(delivery.subject))
    if found is None:
        return None
    reader = people.person(session, delivery.person) if delivery.person is not None else None
    is_doer = reader is not None and (reader.id in found.doers or may_act(reader, found.owner))
    today, whose = london_day(now), OWNER if is_doer else TEAM
    ask = show.ref_for_everybody(
        session, About.INTERVENTION, place.conversation_id, now, found.id, whose
    )
    if whose is OWNER:
        return for_owner(session, found, ask, today, council)
    is_theirs = reader is not None and reader.is_a(Role.PERFORMANCE)
    return for_team(found, ask) if is_theirs else _told(found, _handed_over_to(found))


def _handed_over_to(found: InterventionView) -> list[str]:
    """For whoever had it before: who has it now."""
    owner = found.owner.name if found.owner else "the performance team"
    return [f"Handed over to {owner}. There is nothing more for you to do here."]


def paint_for_board(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The board's card of what was proposed; None where it was settled before it was told."""
    found = intervention_view(session, int(delivery.subject))
    if found is None or (found.intervention.proposal is None and not delivery.activity_id):
        return None
    ask = show.ref_for_everybody(
        session, About.INTERVENTION, place.conversation_id, now, found.id, BOARD
    )
    return for_board(found, ask, london_day(now), council)


def paint_retired(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To the board: what is to show the effect is retired. None where that is so no more."""
    found, today = intervention_view(session, int(delivery.subject)), london_day(now)
    if found is None:
        return None
    is_open = found.intervention.is_live and found.measured.is_retired(today)
    if not is_open and not delivery.activity_id:
        return None
    ask = show.ref_for_everybody(
        session, About.INTERVENTION, place.conversation_id, now, found.id, BOARD
    )
    notes = [unmeasured(found.intervention, found.measured)] if is_open else []
    return for_board(found, ask, today, council, notes)


def show_current(session: Session, visit: Visit, ask: CardRef, *notes: str) -> Answer:
    """*Back*, and after every step: how it stands now, on the card that was pressed."""
    found = view_of_ref(session, ask)
    if found is None:
        return Answer(card=replies.old_card(), stay=True)
    if TEAM in ask.words:
        return Answer(card=for_team(found, ask.id, notes))
    if OWNER in ask.words:
        return Answer(card=for_owner(session, found, ask.id, visit.today, visit.council, notes))
    return Answer(card=for_board(found, ask.id, visit.today, visit.council, notes))


def for_owner(
    session: Session,
    found: InterventionView,
    ask_id: str,
    today: date,
    council: Council,
    notes: Sequence[str] = (),
) -> Card:
    one, ask = found.intervention, ButtonRef(ask_id, found.intervention.version)
    if one.stage in (Stage.ASKED, Stage.SENT_BACK):
        raised = concerns.concern(session, found.kept.concern) if found.kept.concern else None
        record = records.record(session, found.indicator) if raised else None
        return asked(
            one,
            found.indicator,
            ask,
            names=found.names,
            overdue=council.calendar.between(one.propose_by, today),
            standing=record.stand(raised.period, today, council) if raised and record else None,
            sentence=raised.sentence if raised else "",
            notes=notes,
        )
    if one.stage is Stage.AGREED or one.stage.is_under_way:
        return working(found, ask_id, today, council, notes=notes)
    return _told(found, notes)


def for_team(
    found: InterventionView,
    ask_id: str,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    """The performance team's: to name who takes over, or who has."""
    if not found.intervention.is_orphaned:
        return _told(found, notes)
    return handover.hand_over(
        found.intervention,
        found.indicator,
        found.able,
        ButtonRef(ask_id, found.intervention.version),
        names=found.names,
        notes=notes,
        typed=typed,
        faults=faults,
    )


def _told(found: InterventionView, notes: Sequence[str] = ()) -> Card:
    """How it stands, for whoever has nothing to press."""
    return stands(
        found.intervention,
        found.indicator,
        names=found.names,
        measured=found.measured,
        progress=found.progress,
        notes=notes,
    )


def working(
    found: InterventionView,
    ask_id: str,
    today: date,
    council: Council,
    *,
    whom: int | None = None,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
    is_moving: bool = False,
) -> Card:
    """What is owed, of `whom` if anybody is named, with the buttons to say that it is done."""
    owed = chase.chased(found.intervention, today, council.calendar)
    return due_actions.chase(
        found.intervention,
        found.indicator,
        [one for one in owed if whom is None or one.whom == whom],
        ButtonRef(ask_id, found.intervention.version),
        names=found.names,
        progress=found.progress,
        notes=notes,
        typed=typed,
        faults=faults,
        is_moving=is_moving,
    )


def for_board(
    found: InterventionView,
    ask_id: str,
    today: date,
    council: Council,
    notes: Sequence[str] = (),
    typed: Mapping[str, str] | None = None,
    faults: Sequence[str] = (),
) -> Card:
    one, ask = found.intervention, ButtonRef(ask_id, found.intervention.version)
    if one.stage is Stage.PROPOSED and one.proposed_on:
        by = council.calendar.after(one.proposed_on, DECIDE_WITHIN)
        return to_decide(
            one,
            found.indicator,
            ask,
            names=found.names,
            measured=found.measured,
            overdue=council.calendar.between(by, today),
            decide_by=by,
            until=council.calendar.after(today, PROPOSED_AGAIN_WITHIN),
            notes=notes,
            typed=typed,
            faults=faults,
        )
    return stands(
        one,
        found.indicator,
        ask,
        names=found.names,
        measured=found.measured,
        progress=found.progress,
        may_close=True,
        until=council.calendar.after(today, PROPOSED_AGAIN_WITHIN),
        notes=notes,
        typed=typed,
        faults=faults,
    )
