"""The year's set is opened, proposed, commented on, agreed by a body, and in force from 1 April."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from cards import replies
from cards.kpi_set.agreement import KpiSetView, set_card
from cycle.council import Council
from cycle.people import Role
from cycle.periods import Frequency, Period, london_day
from cycle.plan.indicator import Indicator
from cycle.plan.kpi_balance import balance
from cycle.plan.kpi_set import (
    KpiSet,
    KpiSetState,
    agree_set,
    bring_into_force,
    comment_on_set,
    open_set,
    propose_set,
    take_set_back,
)
from cycle.plan.kpi_set_line import KpiSetLine, after_agreement
from cycle.plan.register import differences, written
from cycle.plan.target import TermsChange
from cycle.plan.year_questions import AgreeKpiSet, KpiSetAsked, ReviewKpis
from cycle.refusals import HasMovedOn, NotTheTeam, Refused
from features import button_refs, form_inputs, listing
from features.kpi_set import review
from features.turn import Answer, CardExpired, Visit
from storage import audit, kpi_sets, owed, plans, rechecks, register
from storage.audit import Actor
from storage.card_refs import About, CardRef
from storage.database import Session

IN_FORCE_BY = Actor(name="Steward", came_from="the agreed KPI set")
NOT_OPENED = "Its review is not opened yet. The performance team types “review KPIs for {}”."


def open_review(session: Session, visit: Visit, asked: ReviewKpis) -> Answer:
    """`review KPIs for 2027/28`: a line for every KPI and PI, and a card to every owner."""
    if not visit.person.is_a(Role.PERFORMANCE):
        return Answer(card=replies.refusal("For the performance team", str(NotTheTeam())))
    year = asked.year or str(Period.containing(Frequency.ANNUAL, visit.today).next)
    if (kept := kpi_sets.of_year(session, year)) is not None:
        return _shown(session, visit, kept)
    try:
        kpi_set = kpi_sets.add(session, open_set(year, visit.today))
    except Refused as refusal:
        return Answer(card=replies.refusal("Not opened", str(refusal), f"KPI set {year}"))
    if kpi_set is None:  # somebody else was first
        return asked_for(session, visit, KpiSetAsked(year))
    lines = [
        KpiSetLine(indicator=indicator.id, ref=indicator.ref)
        for indicator in review.judged_indicators(session, kpi_set)
    ]
    kpi_sets.add_lines(session, kpi_set.id, lines)
    _note(session, visit, kpi_set, "KPI review opened", "")
    return _shown(session, visit, kpi_set)


def asked_for(session: Session, visit: Visit, asked: KpiSetAsked) -> Answer:
    """`KPI set 2027/28`, or the newest one."""
    every = kpi_sets.all_sets(session)
    kpi_set = next((each for each in every if asked.year in ("", each.year)), None)
    if kpi_set is None:
        year = asked.year or str(Period.containing(Frequency.ANNUAL, visit.today).next)
        return Answer(card=replies.refusal("Not opened", NOT_OPENED.format(year), asked.read_as()))
    return _shown(session, visit, kpi_set)


def propose(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Propose the set*, once every line is answered."""

    def step(kpi_set: KpiSet) -> KpiSet:
        review.add_new_lines(session, kpi_set)
        return propose_set(kpi_set, kpi_sets.lines(session, kpi_set.id))

    return _step(session, visit, ref, step, "KPI set proposed")


def comment(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Keep the comments* of Overview and Scrutiny."""
    words = form_inputs.words(visit, "comment")
    return _step(session, visit, ref, lambda each: comment_on_set(each, words), "KPI set commented")


def take_back(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Back to the review*: its owners may answer again."""
    return _step(session, visit, ref, take_set_back, "KPI set taken back")


def agree(session: Session, visit: Visit, ref: CardRef) -> Answer:
    """*Record the agreement* of a body."""
    body, reference = form_inputs.words(visit, "body"), form_inputs.words(visit, "reference")
    on = form_inputs.day(visit, "agreed_on") or visit.today
    return _step(
        session,
        visit,
        ref,
        lambda kpi_set: agree_set(kpi_set, body, reference, on, visit.today),
        "KPI set agreed",
    )


def agree_typed(session: Session, visit: Visit, asked: AgreeKpiSet) -> Answer:
    """`agree KPI set 2027/28 by Cabinet on 16 March 2027 reference CAB/27/14`."""
    kpi_set = kpi_sets.of_year(session, asked.year)
    if kpi_set is None:
        words = NOT_OPENED.format(asked.year)
        return Answer(card=replies.refusal("Not opened", words, f"KPI set {asked.year}"))
    try:
        _check_team(visit)
        after = agree_set(kpi_set, asked.body, asked.reference, asked.agreed_on, visit.today)
    except Refused as refusal:
        return Answer(card=replies.refusal("Not agreed", str(refusal), str(kpi_set)))
    return _changed(session, visit, kpi_set, after, "KPI set agreed")


def put_in_force(session: Session, now: datetime, council: Council) -> int:
    """From 1 April on, the agreed terms are those of the register. How many indicators changed."""
    today = london_day(now)
    due = [
        kpi_set
        for kpi_set in kpi_sets.all_sets(session)
        if kpi_set.state is KpiSetState.AGREED and kpi_set.first_day <= today
    ]
    return sum(_put_in_force(session, kpi_set, now) for kpi_set in due)


def _put_in_force(session: Session, kpi_set: KpiSet, now: datetime) -> int:
    kpi_sets.change(session, kpi_set, bring_into_force(kpi_set, london_day(now)))
    changed = 0
    for line in kpi_sets.lines(session, kpi_set.id):
        indicator = register.indicator(session, line.indicator)
        if indicator is None:
            continue
        after = after_agreement(indicator, line, kpi_set.first_day)
        if after != indicator:
            _change_terms(session, kpi_set, line, (indicator, after), now)
            changed += 1
    return changed


def _change_terms(
    session: Session,
    kpi_set: KpiSet,
    line: KpiSetLine,
    terms: tuple[Indicator, Indicator],
    now: datetime,
) -> None:
    before, after = terms
    register.add(session, after)
    for name, old, new in differences(before, after):
        change = TermsChange(
            field=name,
            old=written(old),
            new=written(new),
            effective_from=kpi_set.first_day,
            reason=line.reason or "yearly review",
            approver=kpi_set.agreed_by,
            decision_reference=kpi_set.decision_reference,
            changed_at=now,
        )
        register.log_change(session, before.id, change)
        audit.write(
            session,
            IN_FORCE_BY,
            now,
            "indicator changed",
            before.ref,
            old=f"{name}: {change.old}",
            new=f"{name}: {change.new}",
            reason=f"{change.reason} ({kpi_set.decision_reference})",
        )
    today = london_day(now)
    rechecks.request(session, before.id, Period.last_ended(before.frequency, today))


def _step(
    session: Session,
    visit: Visit,
    ref: CardRef,
    step: Callable[[KpiSet], KpiSet],
    what: str,
) -> Answer:
    kpi_set = kpi_sets.find(session, int(ref.words[0])) if ref.words else None
    if kpi_set is None:
        raise CardExpired
    if form_inputs.seen(visit) != kpi_set.version:
        return _shown(session, visit, kpi_set, faults=[str(HasMovedOn())])
    try:
        _check_team(visit)
        after = step(kpi_set)
    except NotTheTeam as refusal:
        return Answer(card=replies.refusal("For the performance team", str(refusal)), stay=True)
    except Refused as fault:
        return _shown(session, visit, kpi_set, faults=[str(fault)])
    return _changed(session, visit, kpi_set, after, what)


def _check_team(visit: Visit) -> None:
    if not visit.person.is_a(Role.PERFORMANCE):
        raise NotTheTeam


def _changed(session: Session, visit: Visit, before: KpiSet, after: KpiSet, what: str) -> Answer:
    kpi_sets.change(session, before, after)
    _note(session, visit, after, what, before.state.value)
    owed.changed(session, review.REVIEW, after.id, visit.now)
    return _shown(session, visit, after)


def _note(session: Session, visit: Visit, kpi_set: KpiSet, what: str, old: str) -> None:
    reason = f"{kpi_set.agreed_by}, {kpi_set.decision_reference}" if kpi_set.agreed_by else ""
    state = kpi_set.state.value
    audit.write(
        session, visit.actor, visit.now, what, str(kpi_set), old=old, new=state, reason=reason
    )


def _shown(
    session: Session, visit: Visit, kpi_set: KpiSet, *, faults: Sequence[str] = ()
) -> Answer:
    lines = kpi_sets.lines(session, kpi_set.id)
    ref = None
    if visit.person.is_a(Role.PERFORMANCE) and not kpi_set.state.is_settled:
        ref = button_refs.for_everybody(
            session,
            About.KPI_SET,
            visit.turn.place.conversation_id,
            visit.now,
            version=kpi_set.version,
            words=[str(kpi_set.id)],
        )
    indicators = register.all_indicators(session)
    view = KpiSetView(
        kpi_set=kpi_set,
        lines=lines,
        titles={indicator.ref: indicator.title for indicator in indicators},
        waiting=_waiting(session, kpi_set),
        balance=set_balance(session, kpi_set, lines, indicators, visit.today),
    )
    typed = form_inputs.inputs(visit) if faults else None
    return Answer(card=set_card(view, ref, typed=typed, faults=faults))


def set_balance(
    session: Session,
    kpi_set: KpiSet,
    lines: Sequence[KpiSetLine],
    indicators: Sequence[Indicator],
    today: date,
) -> tuple[str, ...]:
    """What to look at in the set as it would be from 1 April."""
    by_id = {line.indicator: line for line in lines}
    proposed = [
        after_agreement(indicator, by_id[indicator.id], kpi_set.first_day)
        if indicator.id in by_id
        else indicator
        for indicator in indicators
    ]
    priorities = [priority.title for priority in plans.all_priorities(session).values()]
    return balance(proposed, priorities, max(today, kpi_set.first_day))


def _waiting(session: Session, kpi_set: KpiSet) -> list[tuple[str, int]]:
    """(name, how many), those with most first."""
    if kpi_set.state is not KpiSetState.REVIEW:
        return []
    counts = review.waiting(session, kpi_set)
    names = listing.names(session, counts)
    return [
        (names.get(person, "nobody") if person is not None else "the performance team", count)
        for person, count in counts.most_common()
    ]
