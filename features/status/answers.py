"""How things stand, for whoever asks: many at a glance, one in full, what is due or missing."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

import cards.due
import cycle.review.outstanding
from cards import replies, status_list
from cards.due import DueList
from cards.elements import Card
from cards.status import StatusView, status_of_one
from cards.status_list import StatusList, status_of_many
from cycle.periods import Frequency, Period
from cycle.plan import ownership, retirement
from cycle.plan.indicator import Indicator, Polarity
from cycle.questions import question
from cycle.questions.filter import AWAITING, UNTARGETED, Filter
from cycle.review import missing
from cycle.review.aggregate import parts_of
from cycle.review.concern import verdict
from cycle.review.deteriorating import deterioration_settings
from cycle.review.schemes import Band
from cycle.review.standing import Standing
from cycle.review.state import is_answered
from features import button_refs, listing
from features.turn import Answer, DayOfCouncil, Visit
from storage import acting, concerns, figures, outstanding, people, records, register
from storage.card_refs import About, CardRef
from storage.database import Session
from storage.records import Record

LISTED = "listed"  # the kind of delivery that a reminder becomes when all of it is listed
LOOKS_BACK = 3  # periods in which the newest figure given is looked for; our choice


def of_many(session: Session, visit: Visit, asked: question.Status) -> Answer:
    """Counts by colour and a table, worst first, of the newest period that has ended.

    Of a quarter or a year that is asked for, indicators given more often have what is made of it.
    """
    standings, parts = standings_of(session, visit, asked.filter, asked.period)
    view = StatusList(
        asked=_read_as(asked, standings),
        rows=standings,
        start=listing.first_row(visit, standings, status_list.ROWS),
        names=_owners(session, standings),
        parts=parts,
    )
    rows = [*(_one_text(each) for each in view.page), *_count_texts(asked)]
    rows.append(question.NotGiven(asked.filter, asked.period).text)
    ask = listing.question_ref(session, visit, asked.text, view.start, rows)
    return Answer(card=status_of_many(view, ask))


def _one_text(standing: Standing) -> str:
    """What a row asks when it is tapped."""
    return question.StatusOfOne(standing.indicator.ref, standing.period).text


def _count_texts(asked: question.Status) -> list[str]:
    """What the counts ask when they are tapped: the same, of one colour."""
    bands = (Band.RED, Band.AMBER, Band.GREEN, AWAITING)
    return [replace(asked, filter=replace(asked.filter, bands=(str(band),))).text for band in bands]


def of_one(session: Session, visit: Visit, asked: question.StatusOfOne) -> Answer:
    """One indicator with its chart, the latest commentary, its versions and its open concern."""
    indicator = register.by_ref(session, asked.ref)
    if indicator is None:
        return Answer(card=replies.refusal("Not in the register", f"There is no {asked.ref}."))
    record = records.record(session, indicator)
    period = asked.period or retirement.last_measured(indicator, visit.today)
    if period.frequency is not indicator.frequency:
        return _coarser(session, visit, record, period)
    if period not in record.series and not indicator.is_measured(period):
        return Answer(card=_not_measured(indicator, period, visit.today))

    standing = record.stand(period, visit.today, visit.council)
    history = record.history(period, visit.today, visit.council)
    is_given = standing.figure is not None

    owner = people.person(session, indicator.owner) if indicator.owner else None
    is_theirs = ownership.may_give(visit.person, indicator, owner)
    reopened = register.reopened(session, [indicator.id], visit.today)
    is_locked = cycle.review.outstanding.is_locked(
        indicator, period, visit.today, visit.council, reopened
    )
    is_open = period.end < visit.today and indicator.is_measured(period) and not is_locked
    concern = concerns.open_for(session, indicator.id)
    ask = button_refs.new_ref(
        session,
        visit,
        About.FIGURE,
        version=standing.figure.version if standing.figure else 0,
        indicator=indicator.id,
        period=period,
    )
    view = StatusView(
        asked=f"{indicator.ref}, {period.words}",
        standing=standing,
        history=[*history, standing] if is_given else history,
        chart=record.chart(upto=period),
        events=record.events_until(period),
        versions=figures.versions(session, indicator.id, period),
        owner_name=_owner_name(session, indicator),
        concern=concern.sentence if concern else "",
        listed="" if concern else _listed(visit, record, standing),
        last_known=missing.last_known_words(standing.indicator, period, record.series, visit.today),
        retired=retirement.words(indicator, visit.today),
        may_give=is_theirs and is_open and not is_given,
        may_correct=is_theirs and is_open and is_given,
        unapproved=[change for change in record.changes if change.is_unapproved],
    )
    return Answer(card=status_of_one(view, ask))


def _listed(visit: Visit, record: Record, standing: Standing) -> str:
    """That the band is worse than before, where that is too little to raise an exception."""
    settings = deterioration_settings(standing.indicator, visit.council)
    found = verdict(standing, record.series, record.breaks, settings=settings)
    if found is None or found.is_raised:
        return ""
    return found.listed_words


def _coarser(session: Session, visit: Visit, record: Record, period: Period) -> Answer:
    """A quarter or year made from its months; there is nothing to give or to correct there."""
    indicator = record.indicator
    if period.frequency.months < indicator.frequency.months:
        return Answer(card=_wrong_frequency(indicator, period))
    whole = record.coarser(period.frequency)
    if period not in whole.series and not indicator.is_measured(period):
        return Answer(card=_not_measured(indicator, period, visit.today))

    standing = whole.stand(period, visit.today, visit.council)
    history = whole.history(period, visit.today, visit.council)
    given = record.parts_given(period)
    made = f"{given} given, so it is not rated." if given else ""

    asked = f"status of {indicator.ref} {period}"
    ask = button_refs.new_ref(session, visit, About.QUESTION, words=[asked])
    view = StatusView(
        asked=f"{indicator.ref}, {period.words}, made from its {indicator.frequency} figures",
        standing=standing,
        history=[*history, standing] if standing.figure else history,
        chart=whole.chart(upto=period),
        events=record.events_until(period),
        owner_name=_owner_name(session, indicator),
        last_known=made,
        worked_out_from=f"its {indicator.frequency} figures",
        retired=retirement.words(indicator, visit.today),
    )
    return Answer(card=status_of_one(view, ask))


def due(session: Session, visit: Visit, asked: question.Due) -> Answer:
    """What the person who asks has still to give."""
    lines = outstanding.of_person(session, visit.person.id, visit.today, visit.council)
    start = listing.first_row(visit, lines, cards.due.ROWS)
    view = DueList(asked=asked.read_as(), lines=lines, today=visit.today, start=start)
    rows = [question.Submit(line.indicator.ref, line.period).text for line in view.page]
    ask = listing.question_ref(session, visit, asked.text, start, rows)
    give = button_refs.new_ref(session, visit, About.REMINDER)
    return Answer(card=cards.due.due(view, give, ask))


def list_due(session: Session, visit: Visit, ask: CardRef) -> Answer:
    """*Show all* on a reminder."""
    button_refs.mark_card_replaced(session, visit, LISTED, ask.id)
    return due(session, visit, question.Due())


def not_given(session: Session, visit: Visit, asked: question.NotGiven) -> Answer:
    """Whose figures are missing, worst delay first: of one period, or all that are outstanding."""
    indicators, today, council = listing.chosen(session, asked.filter), visit.today, visit.council
    if asked.period is None:
        lines = outstanding.of_indicators(session, indicators, today, council)
    elif asked.period.start > today or not _has_ended(asked.period, indicators, today):
        return Answer(card=cards.due.not_ended(asked.read_as(), asked.period, today))
    else:
        lines = outstanding.not_given_in(session, indicators, asked.period, today, council)
    view = DueList(
        asked=asked.read_as(),
        lines=lines,
        today=today,
        start=listing.first_row(visit, lines, cards.due.ROWS),
        names=acting.owners_named(session, (line.indicator for line in lines)),
        wanted=_count_wanted(indicators, asked.period, today),
    )
    rows = [question.StatusOfOne(line.indicator.ref, line.period).text for line in view.page]
    ask = listing.question_ref(session, visit, asked.text, view.start, rows)
    may_close = ownership.may_run_the_register(visit.person)
    is_late = any(line.overdue > 0 for line in lines)
    close = button_refs.new_ref(session, visit, About.FIGURE) if may_close and is_late else None
    return Answer(card=cards.due.missing(view, ask, close))


def _has_ended(period: Period, indicators: Sequence[Indicator], today: date) -> bool:
    """Whether the period has ended, or a finer one in it for which a figure may be wanted."""
    parts = [
        part
        for one in indicators
        for part in cycle.review.outstanding.periods_in(period, one.frequency)
    ]
    return period.end < today or any(part.end < today for part in parts)


def _count_wanted(
    indicators: Sequence[Indicator], period: Period | None, today: date
) -> int | None:
    """How many figures are wanted for the period; None where none is named."""
    if period is None:
        return None
    return sum(
        part.end < today and one.is_measured(part)
        for one in indicators
        for part in cycle.review.outstanding.periods_in(period, one.frequency)
    )


def standings_of(
    session: Session, visit: DayOfCouncil, wanted: Filter, period: Period | None
) -> tuple[list[Standing], dict[int, str]]:
    """The standings; and for those made from finer figures, by indicator, what is still missing.

    An indicator that is retired by the period has none. Where a colour is asked for and no period,
    the newest figure given counts until a newer one is given.
    """
    indicators = listing.chosen(session, wanted)
    if period is not None:
        most = period.frequency.months
        indicators = [one for one in indicators if one.frequency.months <= most]
    shown = {
        frequency: period or Period.last_ended(frequency, visit.today) for frequency in Frequency
    }
    indicators = [one for one in indicators if one.is_measured(shown[one.frequency])]
    finer = {one.frequency for one in indicators} - {one.frequency for one in shown.values()}
    is_newest_given = period is None and set(wanted.bands) <= set(Band) and bool(wanted.bands)
    looked_at = set(shown.values())
    if is_newest_given:
        looked_at |= {one.later(-back) for one in looked_at for back in range(1, LOOKS_BACK)}
    found = records.records(session, indicators, _with_parts(_compared(looked_at), finer))
    standings, parts = [], {}
    for record in found:
        at = shown[record.indicator.frequency]
        if is_newest_given:
            at = _newest_given(record, at)
        if record.indicator.frequency is not at.frequency:
            parts[record.indicator.id] = record.parts_given(at)
        standings.append(records.standing(session, record, at, visit.today, visit.council))
    return [one for one in standings if _has_band(one, wanted.bands)], parts


def _has_band(standing: Standing, bands: Collection[str]) -> bool:
    """Whether it has one of these colours; or is awaited, or has no target, where asked."""
    if not bands or standing.band in bands:
        return True
    if AWAITING in bands and standing.is_awaiting:
        return True
    indicator = standing.indicator
    return (
        UNTARGETED in bands
        and indicator.target is None
        and indicator.polarity is not Polarity.RANGE
    )


def _newest_given(record: Record, last_ended: Period) -> Period:
    """The newest of the last periods with a figure; the last ended where none of them has one."""
    back = (last_ended.later(-count) for count in range(LOOKS_BACK))
    return next((one for one in back if is_answered(record.series.get(one))), last_ended)


def _compared(shown: Collection[Period]) -> set[Period]:
    """The periods that rating and direction look at: this and the one before it, which is rated
    too, and for each of them the one before and the same last year.
    """
    rated = {period for one in shown for period in (one, one.previous)}
    return rated | {other for one in rated for other in (one.previous, one.same_last_year)}


def _with_parts(wholes: Collection[Period], finer: Collection[Frequency]) -> set[Period]:
    """These periods, and those that they are made from."""
    parts = {part for whole in wholes for each in finer for part in parts_of(whole, each)}
    return parts | set(wholes)


def _owner_name(session: Session, indicator: Indicator) -> str:
    return acting.owners_named(session, [indicator]).get(indicator.owner or 0, "")


def _owners(session: Session, standings: Sequence[Standing]) -> dict[int, str]:
    return acting.owners_named(session, (one.indicator for one in standings if one.is_awaiting))


def _read_as(asked: question.Status, standings: Sequence[Standing]) -> str:
    """How the question was read, with the period: the one asked for, or those that are shown."""
    if asked.period is not None:
        return asked.read_as()
    periods = sorted({one.period for one in standings}, key=lambda one: one.frequency.months)
    named = " and ".join(one.words for one in periods)
    return f"{asked.filter.words}, {named}" if named else asked.filter.words


def _not_measured(indicator: Indicator, period: Period, today: date) -> Card:
    sentence = retirement.refused(indicator, period)
    last = retirement.last_measured(indicator, today)
    return replies.refusal(
        retirement.words(indicator, today),
        f"{sentence} Its last period is {last.words}: type “status of {indicator.ref}”, or "
        f"“history of {indicator.ref}”.",
        f"{indicator} · {indicator.service}",
    )


def _wrong_frequency(indicator: Indicator, period: Period) -> Card:
    return replies.refusal(
        "No figure for that period",
        f"{indicator} is {indicator.frequency}: it has no figure for {period.words}.",
        indicator.service,
    )
