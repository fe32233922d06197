"""Owners answer for each of their indicators in the yearly review, one form after the other.

An indicator without an owner is answered for by the performance team.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards import replies
from cards.elements import ButtonRef, Card
from cards.kpi_set.review import LineForm, all_answered, line_form, review_due
from cycle.council import Council
from cycle.people import Person, Role
from cycle.periods import london_day
from cycle.plan.indicator import Indicator
from cycle.plan.kpi_set import KpiSet, KpiSetState
from cycle.plan.kpi_set_line import KpiSetLine, LineChange, answer_line
from cycle.plan.year_questions import AnswerKpiReview
from cycle.refusals import HasMovedOn, Refused
from cycle.review.kpi_answer import UnreadableAnswer, read_answer
from features import button_refs, form_inputs
from features.kpi_set.evidence import smart_findings
from features.turn import Answer, CardExpired, Visit
from storage import audit, deliveries, kpi_sets, owed, register, suggestions
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

REVIEW = "kpi review"
ANSWERING = "kpi review answered"  # the kind of delivery that the card becomes when it is pressed
ASKED_EVERY = 10  # working days
MOST_ASKED = 4  # times


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One line of a review that is open, with its indicator and its place among the person's."""

    kpi_set: KpiSet
    line: KpiSetLine
    indicator: Indicator
    place: tuple[int, int]


def ask_owners(session: Session, now: datetime, council: Council) -> int:
    """Ask each owner whose lines wait, at once and every ten working days. How many are new."""
    today = london_day(now)
    new = 0
    for kpi_set in kpi_sets.all_sets(session):
        if kpi_set.state is not KpiSetState.REVIEW:
            continue
        add_new_lines(session, kpi_set)
        stage = council.calendar.between(kpi_set.opened_on, today) // ASKED_EVERY
        if stage >= MOST_ASKED:
            continue
        for owner in waiting(session, kpi_set):
            key = f"{REVIEW}:{kpi_set.year}:{stage}"
            new += owed.to_person(
                session,
                owner,
                deliveries.NewDelivery(key=key, kind=REVIEW, subject=str(kpi_set.id), now=now),
            )
    return new


def add_new_lines(session: Session, kpi_set: KpiSet) -> int:
    """Lines for KPIs and PIs that came into the register since the review was opened."""
    known = {line.indicator for line in kpi_sets.lines(session, kpi_set.id)}
    new = [
        KpiSetLine(indicator=indicator.id, ref=indicator.ref, change=LineChange.NEW)
        for indicator in judged_indicators(session, kpi_set)
        if indicator.id not in known
    ]
    return kpi_sets.add_lines(session, kpi_set.id, new)


def judged_indicators(session: Session, kpi_set: KpiSet) -> list[Indicator]:
    """The KPIs and PIs that are measured in the year of the set, as the register has them."""
    return [
        indicator
        for indicator in register.all_indicators(session)
        if indicator.is_rated and not indicator.is_retired(kpi_set.first_day)
    ]


def waiting(session: Session, kpi_set: KpiSet) -> Counter[int | None]:
    """How many lines wait for whom; None is the performance team."""
    owners = {indicator.id: indicator.owner for indicator in register.all_indicators(session)}
    lines = kpi_sets.lines(session, kpi_set.id)
    return Counter(owners.get(line.indicator) for line in lines if not line.is_answered)


def review_card(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """To an owner: how many of their indicators wait."""
    kpi_set = kpi_sets.find(session, int(delivery.subject))
    if kpi_set is None or delivery.person is None:
        return None
    is_open = kpi_set.state is KpiSetState.REVIEW
    count = len(_queue_of(session, kpi_set, delivery.person)) if is_open else 0
    ref = None
    if count:
        ref = button_refs.for_everybody(
            session, About.KPI_SET, place.conversation_id, now, words=[str(kpi_set.id)]
        )
    return review_due(kpi_set, count, ref)


def begin(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Begin*: the first indicator that waits for whoever presses."""
    kpi_set = kpi_sets.find(session, int(ref.words[0])) if ref.words else None
    if kpi_set is None:
        raise CardExpired
    button_refs.mark_card_replaced(session, visit, ANSWERING, "")
    return _next(session, visit, kpi_set, answered=0)


def answer_typed(session: Session, visit: Visit, asked: AnswerKpiReview) -> Answer:
    """`KPI review`: what waits for whoever asks; with a reference that indicator's form."""
    kpi_set = next(iter(kpi_sets.all_sets(session)), None)
    if kpi_set is None or kpi_set.state is not KpiSetState.REVIEW:
        words = "No review of the KPIs is open."
        return Answer(card=replies.refusal("No review is open", words, "KPI review"))
    if not asked.ref:
        return _next(session, visit, kpi_set, answered=0)
    for line in kpi_sets.lines(session, kpi_set.id):
        if line.ref == asked.ref:
            return _open(session, visit, kpi_set, line)
    words = f"{asked.ref} is not in the review: only KPIs and PIs are."
    return Answer(card=replies.refusal("Not in the review", words, str(kpi_set)))


def answer(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Send and next*: the answer is kept on the set's line, and the next indicator asks."""
    open_line = _opened(session, ref)
    if open_line is None:
        raise CardExpired
    line, indicator = open_line.line, open_line.indicator
    if not may_answer(visit.person, indicator):
        return _not_theirs(indicator)
    if open_line.kpi_set.state is not KpiSetState.REVIEW:
        words = f"{open_line.kpi_set} is {open_line.kpi_set.state}: answers are closed."
        return Answer(card=replies.refusal("The review is closed", words, line.ref), stay=True)
    if form_inputs.seen(visit) != line.version:
        if line.answered_by == visit.person.id:  # pressed twice, or sent again by Teams
            return _next(session, visit, open_line.kpi_set, answered=open_line.place[0])
        return _form(session, visit, open_line, notes=[str(HasMovedOn())])
    try:
        profiled = bool(register.profiles(session, [indicator.id]).get(indicator.id))
        said = read_answer(indicator, form_inputs.inputs(visit), profiled=profiled)
        after = answer_line(line, indicator, said, visit.person.id, visit.today)
    except UnreadableAnswer as unreadable:
        return _form(session, visit, open_line, faults=unreadable.faults)
    except Refused as fault:
        return _form(session, visit, open_line, faults=[str(fault)])
    kpi_sets.change_line(session, line, after)
    _note(session, visit, open_line, after)
    return _next(session, visit, open_line.kpi_set, answered=open_line.place[0])


def may_answer(person: Person, indicator: Indicator) -> bool:
    """The owner or deputy, a manager of the service, or the performance team."""
    is_head = person.is_a(Role.MANAGER) and indicator.service in person.services
    is_theirs = person.id in (indicator.owner, indicator.deputy)
    return is_theirs or is_head or person.is_a(Role.PERFORMANCE)


def _note(session: Session, visit: Visit, before: OpenLine, after: KpiSetLine) -> None:
    terms = ", ".join(f"{name} {old} → {new}" for name, old, new in after.terms)
    audit.write(
        session,
        visit.actor,
        visit.now,
        "KPI review answered",
        f"{after.ref} {before.kpi_set.year}",
        old=before.line.change.value if before.line.is_answered else "",
        new=f"{after.change}{f': {terms}' if terms else ''}; control: {after.control or 'none'}",
        reason=after.reason,
    )
    owed.changed(session, REVIEW, before.kpi_set.id, visit.now)


def _open(session: Session, visit: Visit, kpi_set: KpiSet, line: KpiSetLine) -> Answer:
    indicator = register.indicator(session, line.indicator)
    if indicator is None or not may_answer(visit.person, indicator):
        return _not_theirs(indicator)
    return _form(session, visit, OpenLine(kpi_set, line, indicator, (1, 1)), is_new=True)


def _not_theirs(indicator: Indicator | None) -> Answer:
    words = "Its owner or deputy, a manager of its service or the performance team answers for it."
    about = str(indicator) if indicator else "KPI review"
    return Answer(card=replies.refusal("Not yours to answer", words, about), stay=True)


def _next(session: Session, visit: Visit, kpi_set: KpiSet, *, answered: int) -> Answer:
    """The form of the next line that waits for the person; or that all are answered."""
    queue = _queue_of(session, kpi_set, visit.person.id)
    if not queue:
        return _all_answered(session, visit, kpi_set)
    line = queue[0]
    indicator = register.indicator(session, line.indicator)
    assert indicator is not None  # the line refers to it
    place = (answered + 1, answered + len(queue))
    return _form(session, visit, OpenLine(kpi_set, line, indicator, place), is_new=True)


def _queue_of(session: Session, kpi_set: KpiSet, person: int) -> list[KpiSetLine]:
    """What waits for the person: what they own; else what they are deputy of, or nobody owns."""
    lines = [line for line in kpi_sets.lines(session, kpi_set.id) if not line.is_answered]
    by_id = register.by_id(register.find_many(session, [line.indicator for line in lines]))
    own = [line for line in lines if by_id[line.indicator].owner == person]
    if own:
        return own
    team = {member.id for member in owed.team(session)}
    return [
        line
        for line in lines
        if by_id[line.indicator].deputy == person
        or (by_id[line.indicator].owner is None and person in team)
    ]


def _all_answered(session: Session, visit: Visit, kpi_set: KpiSet) -> Answer:
    answered = [
        (line.ref, line.change)
        for line in kpi_sets.lines(session, kpi_set.id)
        if line.answered_by == visit.person.id
    ]
    if not answered:
        return Answer(card=review_due(kpi_set, 0, None))
    return Answer(card=all_answered(kpi_set, answered))


def _form(
    session: Session,
    visit: Visit,
    open_line: OpenLine,
    *,
    faults: Sequence[str] = (),
    notes: Sequence[str] = (),
    is_new: bool = False,
) -> Answer:
    number, count = open_line.place
    ref: ButtonRef = button_refs.new_ref(
        session,
        visit,
        About.KPI_LINE,
        version=open_line.line.version,
        words=[str(open_line.line.id), f"{number} {count}"],
    )
    form = LineForm(
        kpi_set=open_line.kpi_set,
        indicator=open_line.indicator,
        line=open_line.line,
        place=open_line.place,
        suggested=[
            each.words
            for each in suggestions.of_indicator(session, open_line.indicator.id)
            if not each.answer
        ],
        findings=smart_findings(session, open_line.indicator, visit.today, visit.council),
    )
    typed = None if is_new else form_inputs.inputs(visit)
    return Answer(card=line_form(form, ref, typed=typed, faults=faults, notes=notes))


def _opened(session: Session, ref: CardRef) -> OpenLine | None:
    if len(ref.words) != 2 or (stored := kpi_sets.find_line(session, int(ref.words[0]))) is None:
        return None
    set_id, line = stored
    kpi_set, indicator = kpi_sets.find(session, set_id), register.indicator(session, line.indicator)
    if kpi_set is None or indicator is None:
        return None
    number, _, count = ref.words[1].partition(" ")
    return OpenLine(kpi_set, line, indicator, (int(number), int(count)))
