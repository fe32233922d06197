"""The monthly digest under the board's six duties: what is new, late, decided, and to celebrate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cards import digest, replies
from cards.digest import DigestLine
from cards.elements import ButtonRef, Card
from cycle.council import Council
from cycle.improve import chase
from cycle.improve.answers import BoardAnswer
from cycle.improve.call_in import CallInState
from cycle.improve.duties import Matter
from cycle.improve.intervention import Origin, Stage
from cycle.improve.risk import without_risk
from cycle.periods import Period, day_words, london_day, london_instant, newest
from cycle.plan.indicator import Indicator, Kind
from cycle.review.concern import verdict
from cycle.review.deteriorating import Trigger, deterioration_settings
from features import form_inputs
from features.concerns import show
from features.digest.managed import managed_lines
from features.digest.monthly import digest_day
from features.turn import Answer, Visit
from storage import (
    call_ins,
    concern_answers,
    concerns,
    findings,
    interventions,
    minutes,
    outstanding,
    places,
    records,
    register,
    risks,
    successes,
)
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.deliveries import Delivery
from storage.places import Place

_DECIDED = {
    BoardAnswer.ACKNOWLEDGED: Matter.ACKNOWLEDGEMENT,
    BoardAnswer.QUESTION_ASKED: Matter.QUESTION,
    BoardAnswer.SUPPORT_OFFERED: Matter.SUPPORT,
    BoardAnswer.ACCEPTED: Matter.ACCEPTANCE,
    BoardAnswer.ESCALATED: Matter.ESCALATION,
    BoardAnswer.REFERRED: Matter.REFERRAL,
}
FOR_WHOM = {places.BOARD: "Performance Board", places.CMT: "Corporate Management Team"}


@dataclass(frozen=True, slots=True)
class _Digest:
    """What its lines are gathered from: the register by id, the month, and the moment."""

    session: Session
    indicators: Mapping[int, Indicator]
    month: Period
    now: datetime
    council: Council

    def is_kpi(self, indicator: int) -> bool:
        found = self.indicators.get(indicator)
        return found is not None and found.kind is Kind.KPI

    def about(self, indicator: int | None) -> str:
        found = self.indicators.get(indicator or 0)
        return str(found) if found else "No indicator"


def paint(
    session: Session, delivery: Delivery, place: Place, now: datetime, council: Council
) -> Card | None:
    """The digest of the month, as things stand when it is sent; None once the next one is due."""
    month = Period.parse(delivery.subject)
    if not delivery.activity_id and digest_day(month.next, council) <= london_day(now):
        return None
    words = (month, delivery.purpose)
    ask = show.ref_for_everybody(session, About.DIGEST, place.conversation_id, now, *words)
    return _card(session, month, delivery.purpose, ask, now, council)


def show_more(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*All 9 under (a)*: every line of one duty."""
    duty = digest.MORE[form_inputs.verb(visit)]
    month = Period.parse(ask.words[0])
    found = digest_lines(session, month, visit.now, visit.council)
    return Answer(card=digest.more(month, duty, found, ButtonRef(ask.id), visit.today))


def show_first_page(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Back to the digest*."""
    month, purpose = Period.parse(ask.words[0]), ask.words[1]
    found = _card(session, month, purpose, ask.id, visit.now, visit.council)
    return Answer(card=found or replies.old_card())


def digest_lines(
    session: Session, month: Period, now: datetime, council: Council
) -> list[DigestLine]:
    """Everything that comes under a duty, the worst first where that can be said."""
    indicators = register.by_id(register.all_indicators(session))
    of = _Digest(session, indicators, month, now, council)
    return [
        *_concerns(of),
        *_listed(of),
        *_decided(of),
        *_interventions(of),
        *_missing(of),
        *managed_lines(session, month, london_day(now), council),
        *_successes(of),
        *_call_ins(of),
        *_risks(of),
    ]


def _card(
    session: Session, month: Period, purpose: str, ask: str, now: datetime, council: Council
) -> Card:
    return digest.digest(
        council.name,
        month,
        digest_lines(session, month, now, council),
        ButtonRef(ask),
        london_day(now),
        for_whom=FOR_WHOM.get(purpose, "Performance Board"),
    )


def _concerns(of: _Digest) -> Iterator[DigestLine]:
    """The KPIs', the newest first; what is not Red but deteriorates looks ahead."""
    opened = sorted(concern_answers.open_concerns(of.session), key=lambda row: row[2], reverse=True)
    for concern_id, indicator, since, concern in opened:
        kept = concerns.concern(of.session, concern_id)
        if kept is None or not of.is_kpi(indicator):
            continue
        is_red = Trigger.RED in kept.triggers
        matter = Matter.CONCERN if is_red else Matter.DETERIORATING
        new = "new" if since >= of.month.start else f"since {day_words(since)}"
        state = f"{kept.period.short_words}, {kept.state.value}, {new}; {concern.answer}"
        yield DigestLine(matter, of.about(indicator), state)
    yield from _with_services(of, [row[1] for row in opened if not of.is_kpi(row[1])])


def _with_services(of: _Digest, ids: Sequence[int]) -> Iterator[DigestLine]:
    """The PIs' exceptions in one line: they are with the services' managers."""
    if ids:
        about = "One PI" if len(ids) == 1 else f"{len(ids)} PIs"
        services = sorted({of.indicators[own].service for own in ids if own in of.indicators})
        words = f"red or deteriorating, with the managers of {', '.join(services)}"
        yield DigestLine(Matter.WITH_SERVICES, about, words)


def _listed(of: _Digest) -> Iterator[DigestLine]:
    """KPIs whose band is worse than before, which is too little to raise an exception."""
    today = london_day(of.now)
    concerned = {indicator for _, indicator, _, _ in concern_answers.open_concerns(of.session)}
    kpis = [
        one for own, one in of.indicators.items() if own not in concerned and one.kind is Kind.KPI
    ]
    for record in records.records(of.session, [one for one in kpis if not one.is_retired(today)]):
        period = newest(at for at, figure in record.series.items() if figure.value is not None)
        if period is None or not of.month.start <= period.end <= of.month.end:
            continue
        standing = record.stand(period, today, of.council)
        settings = deterioration_settings(standing.indicator, of.council)
        found = verdict(standing, record.series, record.breaks, settings=settings)
        if found is not None and not found.is_raised:
            words = f"{period.short_words}: {found.listed_words}"
            yield DigestLine(Matter.DETERIORATING, str(record.indicator), words)


def _missing(of: _Digest) -> Iterator[DigestLine]:
    today = london_day(of.now)
    for line in outstanding.everything(of.session, today, of.council):
        if line.overdue > 0 and line.indicator.kind is not Kind.STATISTIC:
            late = f"{line.period.short_words}, due {day_words(line.due)}"
            yield DigestLine(Matter.MISSING, str(line.indicator), late)


def _decided(of: _Digest) -> Iterator[DigestLine]:
    """What the board answered in the month."""
    for said in minutes.between(of.session, *_bounds(of.month)):
        concern = concerns.concern(of.session, said.concern) if said.concern else None
        if concern is not None and isinstance(said.what, BoardAnswer) and said.what in _DECIDED:
            (line,) = show.minute_lines(of.session, [said])
            words = " ".join(part for part in (line.by + ":", line.terms, line.words) if part)
            yield DigestLine(_DECIDED[said.what], of.about(concern.indicator), words)


def _interventions(of: _Digest) -> Iterator[DigestLine]:
    today = london_day(of.now)
    live = interventions.live(of.session)
    for kept in live:
        one = kept.intervention
        found = findings.of_intervention(of.session, kept.id)
        matter = Matter.INTERVENTION if one.origin is Origin.CONCERN else Matter.AUDIT
        if one.stage is Stage.NOT_WORKING:
            matter = Matter.NOT_WORKING
        words = f"{one.stage}: {found[-1].sentence if found else one.what}"
        if one.source:
            words = f"{one.source}, {words}"
        yield DigestLine(matter, of.about(kept.indicator), words)
    for kept in live:
        for _, due in chase.overdue([kept.intervention], today, of.council.calendar):
            words = f"{due.owed}, due {day_words(due.due)}: {due.what}"
            yield DigestLine(Matter.OVERDUE, of.about(kept.indicator), words)


def _successes(of: _Digest) -> Iterator[DigestLine]:
    """Those of KPIs that people were told of in the month, but for what is an exception by now."""
    concerned = {indicator for _, indicator, _, _ in concern_answers.open_concerns(of.session)}
    for one in successes.told_between(of.session, of.month.start, of.month.end):
        if of.is_kpi(one.indicator) and one.indicator not in concerned:
            about = of.about(one.indicator)
            words = one.sentence.removeprefix(f"{about}: ")
            yield DigestLine(Matter.SUCCESS, about, f"{words} {one.learnt}".strip())


def _call_ins(of: _Digest) -> Iterator[DigestLine]:
    for kept in call_ins.everything(of.session):
        one = kept.call_in
        if one.state is not CallInState.HEARD or one.meeting >= of.month.start:
            about = ", ".join(of.about(each) for each in one.indicators)
            yield DigestLine(Matter.CALL_IN, about, f"{day_words(one.meeting)}: {one.state}")


def _risks(of: _Digest) -> Iterator[DigestLine]:
    known = risks.everything(of.session)
    for said in risks.answers(of.session, *_bounds(of.month)):
        risk = known.get(said.risk)
        if risk is not None:
            words = f"from {said.score_before} to {said.score}. {said.words}"
            yield DigestLine(Matter.RISK_SCORE, f"{risk.ref} {risk.title}", words)
    today = london_day(of.now)
    for indicator in without_risk(of.indicators.values(), known.values(), today) if known else ():
        yield DigestLine(Matter.WITHOUT_RISK, str(indicator), "")


def _bounds(month: Period) -> tuple[datetime, datetime]:
    """The instants in London at which the month begins, and the next one does."""
    return london_instant(month.start, 0), london_instant(month.end + timedelta(days=1), 0)
