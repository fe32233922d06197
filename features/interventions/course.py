"""The cards of an intervention as it stands: its owner's, and the board's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.concerns.minutes import MinuteLine
from cards.elements import ButtonRef, Card
from cards.form_state import UNTOUCHED, FormState
from cards.interventions import due_actions, handover
from cards.interventions.facts import InterventionFacts
from cards.interventions.intervention import asked, stands, unmeasured
from cards.interventions.proposal import to_decide
from cards.person_fields import MOST_NAMED
from cycle.acting import may_act
from cycle.council import Council
from cycle.improve import chase, permissions
from cycle.improve.chase import DECIDE_WITHIN
from cycle.improve.intervention import Intervention, Stage
from cycle.people import Person, Role
from cycle.periods import WorkingDays, london_day
from cycle.plan.indicator import Indicator
from features.concerns import show
from features.turn import Answer, CardExpired, Visit
from storage import concerns, findings, interventions, people, records, register
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.interventions import StoredIntervention
from storage.places import Place

PROPOSED_AGAIN_WITHIN = 10  # working days, as filled in beforehand; our choice
OWNER, BOARD, TEAM = "owner", "board", "team"  # whose card an ask belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionView:
    """An intervention with what its cards need, `today`. `measured` is the effect's indicator.

    `able` may be named to take it over, where nobody is left. `finding` is the newest sentence of
    what the figures say.
    """

    kept: StoredIntervention
    indicator: Indicator
    measured: Indicator
    owner: Person | None
    names: Mapping[int, str]
    progress: Sequence[MinuteLine]
    able: Sequence[Person]
    finding: str
    today: date
    calendar: WorkingDays

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

    def facts(self, ask_id: str = "", due: date | None = None) -> InterventionFacts:
        """What its cards show; without an `ask_id` nothing can be pressed. `due` is the step's."""
        return InterventionFacts(
            intervention=self.intervention,
            indicator=self.indicator,
            names=self.names,
            ask=ButtonRef(ask_id, self.intervention.version) if ask_id else None,
            measured=self.measured,
            progress=self.progress,
            overdue=self.calendar.between(due, self.today) if due else 0,
            until=self.calendar.after(self.today, PROPOSED_AGAIN_WITHIN),
        )


def intervention_view(
    session: Session, intervention_id: int, now: datetime, council: Council
) -> InterventionView | None:
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
    said = findings.of_intervention(session, kept.id)
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
        finding=said[-1].sentence if said else "",
        today=london_day(now),
        calendar=council.calendar,
    )


def _able(session: Session, indicator: Indicator) -> list[Person]:
    everyone = people.everyone(session).values()
    return permissions.may_be_named(everyone, indicator.service)[:MOST_NAMED]


def view_of_ref(session: Session, visit: Visit, ask: CardRef) -> InterventionView:
    """The intervention of the pressed card. Raises CardExpired where there is none."""
    view = intervention_view(session, int(ask.words[0]), visit.now, visit.council)
    if view is None:
        raise CardExpired
    return view


def paint_for_owner(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The owner's card, edited in place from the asking to the closing.

    Where nobody is left it is the performance team's, to name somebody; and whoever has it no more
    sees how it stands.
    """
    view = intervention_view(session, int(delivery.subject), now, council)
    if view is None:
        return None
    reader = people.person(session, delivery.person) if delivery.person is not None else None
    is_doer = reader is not None and (reader.id in view.doers or may_act(reader, view.owner))
    whose = OWNER if is_doer else TEAM
    ask = show.ref_for_everybody(
        session, About.INTERVENTION, place.conversation_id, now, view.id, whose
    )
    if whose is OWNER:
        return for_owner(session, view, ask, council)
    is_theirs = reader is not None and reader.is_a(Role.PERFORMANCE)
    return for_team(view, ask) if is_theirs else _told(view, _handed_over_to(view))


def _handed_over_to(view: InterventionView) -> FormState:
    """For whoever had it before: who has it now."""
    owner = view.owner.name if view.owner else "the performance team"
    return FormState(notes=[f"Handed over to {owner}. There is nothing more for you to do here."])


def paint_for_board(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The board's card of what was proposed; None where it was settled before it was told."""
    view = intervention_view(session, int(delivery.subject), now, council)
    if view is None or (view.intervention.proposal is None and not delivery.activity_id):
        return None
    return for_board(view, _boards_ref(session, view, place, now))


def paint_retired(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To the board: what is to show the effect is retired. None if it no longer applies."""
    view = intervention_view(session, int(delivery.subject), now, council)
    if view is None:
        return None
    is_open = view.intervention.is_live and view.measured.is_retired(view.today)
    if not is_open and not delivery.activity_id:
        return None
    notes = [unmeasured(view.intervention, view.measured)] if is_open else []
    return for_board(view, _boards_ref(session, view, place, now), FormState(notes=notes))


def _boards_ref(session: Session, view: InterventionView, place: Place, now: datetime) -> str:
    return show.ref_for_everybody(
        session, About.INTERVENTION, place.conversation_id, now, view.id, BOARD
    )


def show_current(session: Session, visit: Visit, ask: CardRef, *notes: str) -> Answer:
    """*Back*, and after every step: how it stands now, on the card that was pressed."""
    view, state = view_of_ref(session, visit, ask), FormState(notes=notes)
    if TEAM in ask.words:
        return Answer(card=for_team(view, ask.id, state))
    if OWNER in ask.words:
        return Answer(card=for_owner(session, view, ask.id, visit.council, notes))
    return Answer(card=for_board(view, ask.id, state))


def for_owner(
    session: Session,
    view: InterventionView,
    ask_id: str,
    council: Council,
    notes: Sequence[str] = (),
) -> Card:
    one = view.intervention
    if one.stage in (Stage.ASKED, Stage.SENT_BACK):
        raised = concerns.concern(session, view.kept.concern) if view.kept.concern else None
        record = records.record(session, view.indicator) if raised else None
        standing = record.stand(raised.period, view.today, council) if raised and record else None
        facts = view.facts(ask_id, one.propose_by)
        return asked(facts, standing, raised.sentence if raised else "", notes)
    if one.stage is Stage.AGREED or one.stage.is_under_way:
        return working(view, ask_id, FormState(notes=notes))
    return _told(view, FormState(notes=notes))


def for_team(view: InterventionView, ask_id: str, state: FormState = UNTOUCHED) -> Card:
    """The performance team's: to name who takes over, or who has."""
    if not view.intervention.is_orphaned:
        return _told(view, state)
    return handover.hand_over(view.facts(ask_id), view.able, state)


def _told(view: InterventionView, state: FormState = UNTOUCHED) -> Card:
    """How it stands, for whoever has nothing to press."""
    return stands(view.facts(), view.finding, state=state)


def working(
    view: InterventionView, ask_id: str, state: FormState = UNTOUCHED, *, is_moving: bool = False
) -> Card:
    """What is owed, with the buttons to say that it is done."""
    owed = chase.chased(view.intervention, view.today, view.calendar)
    return due_actions.chase(view.facts(ask_id), owed, state, is_moving=is_moving)


def for_board(view: InterventionView, ask_id: str, state: FormState = UNTOUCHED) -> Card:
    one = view.intervention
    if one.stage is Stage.PROPOSED and one.proposed_on:
        by = view.calendar.after(one.proposed_on, DECIDE_WITHIN)
        return to_decide(view.facts(ask_id, by), by, state)
    return stands(view.facts(ask_id), view.finding, may_close=True, state=state)
