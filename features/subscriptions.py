"""Told when it turns, or every week: asked for, listed and ended in the chat.

The news comes in the person's one card of the day. Who has had today's hears on the next day.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from cards import alerts, replies
from cards.elements import Button
from cycle.council import Council
from cycle.people import Person
from cycle.periods import london_day
from cycle.plan import units
from cycle.questions import question
from cycle.questions.filter import Filter
from cycle.review import subscription
from cycle.review.schemes import Band
from cycle.review.standing import Standing
from cycle.working_hours import closing_time
from features import button_refs
from features.feature import Feature, Sweep
from features.status.answers import standings_of
from features.turn import Answer, DayOfCouncil, Visit
from storage import absences, deliveries, register, subscriptions
from storage.card_refs import About
from storage.database import Session
from storage.deliveries import NewDelivery, Priority
from storage.subscriptions import Subscription

LIST, END_ALL = "my alerts", "stop all alerts"


def answer(session: Session, visit: Visit, asked: question.Subscribe) -> Answer:
    """What will be told from now on, or the list, or what will be told no more."""
    if asked.lists:
        return _list(session, visit)
    if asked.ends:
        return _end(session, visit, asked)
    wanted = _wanted(asked, visit.person)
    if wanted is None:
        words = "Which indicator or service? Type for example “tell me when housing turns red”."
        return Answer(card=replies.refusal("Which alert do you mean?", words, "Alerts"))
    mine = subscriptions.of_person(session, visit.person.id)
    if len(mine) >= subscription.MOST:
        words = (
            f"You are told of {subscription.MOST} things already. Type “{LIST}” and end one first."
        )
        return Answer(card=replies.refusal("That is enough", words, "Alerts"))
    if not any((one.filter, one.weekday) == (wanted, asked.weekday) for one in mine):
        seen = [] if asked.weekday else _refs(_newest(session, wanted, visit))
        subscriptions.add(session, visit.person.id, wanted, asked.weekday, seen, visit.now)
    return _kept(session, visit, wanted, asked.weekday)


def _wanted(asked: question.Subscribe, person: Person) -> Filter | None:
    """The filter with what it leaves out: an alert is of reds, a week's news of one's services."""
    wanted = asked.filter
    if wanted.is_everything and asked.weekday and person.services:
        return replace(wanted, services=tuple(sorted(person.services)))
    if wanted.is_everything and not asked.weekday:
        return None
    return wanted if wanted.bands or asked.weekday else replace(wanted, bands=(Band.RED.value,))


def _kept(session: Session, visit: Visit, wanted: Filter, weekday: str) -> Answer:
    ref = button_refs.new_ref(session, visit, About.QUESTION, words=[LIST, _end_text(wanted)])
    named = [
        f"{one.ref} {one.title}"
        for own in wanted.refs
        if (one := register.by_ref(session, own)) is not None
    ]
    how = "It comes in your one card of the day, in working hours."
    buttons = (Button("choice_1", "Your alerts", ref), Button("choice_2", "Stop this one", ref))
    return Answer(card=alerts.kept(_words(wanted, weekday), [*named, how], buttons))


def _list(session: Session, visit: Visit) -> Answer:
    mine = subscriptions.of_person(session, visit.person.id)
    rows = [f"{place}. {_words(one.filter, one.weekday)}" for place, one in enumerate(mine, 1)]
    texts = [_end_text(one.filter) for one in mine][: replies.MOST_CHOICES]
    ref = button_refs.new_ref(session, visit, About.QUESTION, words=texts)
    buttons = [Button(f"choice_{n}", f"Stop {n}", ref) for n in range(1, len(texts) + 1)]
    return Answer(card=alerts.listed(rows, buttons))


def _end(session: Session, visit: Visit, asked: question.Subscribe) -> Answer:
    mine = subscriptions.of_person(session, visit.person.id)
    gone = [one for one in mine if _is_meant(one, asked)]
    if not gone:
        words = f"You are told of nothing like that. Type “{LIST}” to see what you are told of."
        return Answer(card=replies.refusal("Nothing to stop", words, "Alerts"))
    subscriptions.end(session, [one.id for one in gone])
    lines = [_words(one.filter, one.weekday).replace("You will", "You will no longer", 1)
             for one in gone]  # fmt: skip
    return Answer(card=alerts.kept("Stopped", lines, ()))


def _is_meant(one: Subscription, asked: question.Subscribe) -> bool:
    if asked.weekday and asked.weekday != one.weekday:
        return False
    bare = replace(one.filter, bands=())
    return asked.filter.is_everything or asked.filter in (one.filter, bare)


def _end_text(wanted: Filter) -> str:
    return f"stop alerts on {wanted.text}"


def _words(wanted: Filter, weekday: str) -> str:
    if weekday:
        return f"You will hear every {weekday.capitalize()}: {wanted.words}"
    what = replace(wanted, bands=()).words
    return f"You will be told when it turns {' or '.join(wanted.bands)}: {what}"


def gather_news(session: Session, now: datetime, council: Council) -> int:
    """Owe the card of the day to those for whom there is news. Returns how many have some."""
    at, absent = _At(london_day(now), council), absences.at(session, now)
    told = 0
    for one in subscriptions.everything(session):
        if one.person in absent:
            continue
        noted = _with_news(session, one, at)
        if noted.news and noted.tell_on is None and _owe_today(session, one.person, now):
            noted = replace(noted, tell_on=at.today)
            told += 1
        if noted != one:
            subscriptions.note(session, noted)
    return told


def _with_news(session: Session, one: Subscription, at: "_At") -> Subscription:
    """The subscription with what is new. News that a card has told gives way to it."""
    if one.weekday:
        is_due = one.tell_on != at.today and subscription.is_day(
            one.weekday, at.today, at.council.calendar
        )
        return replace(one, news=_week(session, one, at), tell_on=None) if is_due else one
    standings = _newest(session, one.filter, at)
    fresh = subscription.newly(one.seen, _refs(standings))
    noted = replace(one, seen=tuple(_refs(standings)))
    if not fresh:
        return noted
    untold = one.news if one.tell_on is None else ()
    lines = tuple(_line(each) for each in standings if each.indicator.ref in fresh)
    return replace(noted, news=(*untold, *lines), tell_on=None)


def _owe_today(session: Session, person: int, now: datetime) -> bool:
    """Whether today's one card can still tell it."""
    today = london_day(now)
    key = deliveries.reminder_key(person, today)
    if deliveries.is_unsent(session, key):
        return True
    reminder = NewDelivery(
        key=key,
        kind=deliveries.REMINDER,
        subject=str(person),
        worth=Priority.REMINDER,
        now=now,
        person=person,
        day=today,
        not_after=closing_time(today),
    )
    return deliveries.enqueue(session, reminder)


def _week(session: Session, one: Subscription, at: "_At") -> tuple[str, ...]:
    """How many have each colour, and which are red."""
    standings = _newest(session, one.filter, at)
    bands = Counter(each.band for each in standings if each.band)
    awaited = sum(each.is_awaiting for each in standings)
    counts = ", ".join(f"{bands[band]} {band.value.lower()}" for band in Band)
    reds = [_line(each) for each in standings if each.band is Band.RED]
    return (f"{counts}, {awaited} awaiting data.", *reds)


def _line(standing: Standing) -> str:
    indicator = standing.indicator
    value = "" if standing.value is None else f": {units.shown(indicator, standing.value)}"
    band = f", {standing.band.value}" if standing.band else ""
    return f"{indicator.ref} {indicator.title}{value}{band}, {standing.period.words}."


def _newest(session: Session, wanted: Filter, at: DayOfCouncil) -> list[Standing]:
    return standings_of(session, at, wanted, None)[0]


def _refs(standings: list[Standing]) -> list[str]:
    return sorted(one.indicator.ref for one in standings)


@dataclass(frozen=True, slots=True)
class _At:
    today: date
    council: Council


FEATURE = Feature(
    questions={question.Subscribe: answer},
    sweeps=(Sweep("collect", "subscriptions", gather_news),),
)
