"""What is missing, wrong or stuck, in plain words, for the person who looks after Steward."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot import settings
from bot.settings import BadSettings
from bot.setup_steps import SetupState, checklist
from cards.delivery import refusal_words
from cycle.acting import who_is_asked
from cycle.people import Role
from cycle.periods import instant_words, london_day
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.unit_names import multiplier_of
from cycle.review.aggregate import is_without_multiplier
from storage import deliveries, figures, people, places, reach, register, schema, soundness, sweeps
from storage.database import Busy, Database, DatabaseError, Session
from storage.database_errors import explain
from storage.outcomes import Outcome
from storage.postgres_engine import WrongEncoding
from storage.schema import NewerSchema

NAMED = 5  # references in one line; the rest are counted


def examined(environ: Mapping[str, str], now: datetime) -> tuple[bool, str]:
    """(whether anything is wrong, the findings a line each and the steps of setting up)."""
    findings: list[str] = []
    try:
        settings.read(environ, serving=True)
    except BadSettings as faults:
        findings += str(faults).splitlines()
    state = SetupState(settings_are_good=not findings)
    try:
        database = Database(settings.read(environ).database_url)
    except BadSettings:
        return True, _words(findings, state)

    try:
        if schema.is_current(database):
            findings += filter(None, [schema.missing_rights(database)])
            findings += soundness.faults(database, now)
            findings += database.run(lambda session: _kept(session, now))
            state = database.run(lambda session: _state(session, now, state.settings_are_good))
        else:
            findings.append("The database has no tables yet or old ones: run `steward migrate`.")
    except NewerSchema as newer:
        findings.append(str(newer))
    except Busy as busy:
        findings.append(explain(busy.__cause__ or busy))
    except (DatabaseError, WrongEncoding) as error:
        findings.append(explain(error))
    finally:
        database.close()
    return bool(findings), _words(findings, state)


def _state(session: Session, now: datetime, settings_are_good: bool) -> SetupState:
    known = people.everyone(session)
    chats = [places.of_person(session, person) for person in known]
    newest, ran = places.newest(session), sweeps.last_runs(session)
    return SetupState(
        settings_are_good=settings_are_good,
        schema_is_current=True,
        is_serving=any(now - at <= sweeps.SILENT_AFTER for at in ran.values()),
        heard_teams=newest is not None,
        people=len(known),
        in_reach=sum(chat is not None for chat in chats),
        indicators=len(register.all_indicators(session)),
        has_board_channel=places.for_purpose(session, places.BOARD) is not None,
    )


def _kept(session: Session, now: datetime) -> list[str]:
    return [
        *_register(session, register.all_indicators(session), london_day(now)),
        *_people(session),
        *_deliveries(session, now),
        *_sweeps(session, now),
        *_duties(session),
    ]


def _register(session: Session, indicators: list[Indicator], today: date) -> list[str]:
    if not indicators:
        return ["The register is empty: run `steward import indicators FILE`."]
    indicators = [one for one in indicators if not one.is_retired(today)]
    profiles = register.profiles(session, [one.id for one in indicators])
    unowned = [one.ref for one in indicators if one.owner is None]
    known = people.everyone(session)
    left = [
        one.ref
        for one in indicators
        if one.owner is not None and who_is_asked(one.owner, one.deputy, known) is None
    ]
    aimless = [
        one.ref
        for one in indicators
        if one.kind is not Kind.STATISTIC
        and one.target is None
        and one.range_low is None
        and not profiles.get(one.id)
    ]
    unprofiled = [one.ref for one in indicators if one.cumulative and not profiles.get(one.id)]
    return [
        *_some(unowned, "without an owner: nobody is asked for its figures"),
        *_some(left, "the owner has left and nobody stands in: nobody is asked for the figures"),
        *_some(aimless, "without a target: never coloured"),
        *_units(session, indicators),
        *_some(unprofiled, "cumulative without a profile: run `steward import targets FILE`"),
    ]


def _units(session: Session, indicators: Sequence[Indicator]) -> list[str]:
    """Ratios whose unit cannot be read, and figures worked out while it could not be."""
    ratios = [one for one in indicators if one.asks_for_counts]
    unread = [one.ref for one in ratios if multiplier_of(one.unit) is None]
    given = figures.series_of(session, [one.id for one in ratios if one.multiplier > 1])
    undersized = [
        one.ref
        for one in ratios
        if any(is_without_multiplier(one, figure) for figure in given.get(one.id, {}).values())
    ]
    return [
        *_some(
            unread,
            "a unit that is not understood, so values are numerator ÷ denominator, times 1: "
            "import it as %, per 1,000 or the like",
        ),
        *_some(
            undersized,
            "figures kept as numerator ÷ denominator, times 1, under a unit that was not "
            "understood then: correct them, or import them again",
        ),
    ]


def _people(session: Session) -> list[str]:
    if not (known := people.everyone(session)):
        return ["No people: run `steward import people FILE`."]
    findings = []
    if not any(person.is_a(Role.PERFORMANCE) for person in known.values()):
        findings.append(
            "Nobody has the role `performance`, so nobody can arrange anything in chat."
        )
    if places.for_purpose(session, places.BOARD) is None:
        findings.append(
            "No channel gets the board's alerts: type `@Steward post board alerts here` in it."
        )
    return findings


def _deliveries(session: Session, now: datetime) -> list[str]:
    findings = []
    if (until := deliveries.throttled_until(session, now)) is not None:
        findings.append(f"Teams has asked to wait until {instant_words(until)}.")
    for kind, outcome, code, count, since in deliveries.waiting(session):
        cards = f"{count} {kind} card{'' if count == 1 else 's'}"
        if outcome == Outcome.PERMANENT:
            findings.append(f"{cards} refused by Teams: {refusal_words(code)}.")
        else:
            why = f" ({outcome})" if outcome else ""
            findings.append(f"{cards} waiting since {instant_words(since)}{why}.")
    if unreachable := reach.unreachable(session):
        who = "1 person is" if len(unreachable) == 1 else f"{len(unreachable)} people are"
        findings.append(f"{who} out of reach; `delivery` in chat names them.")
    return findings


def _sweeps(session: Session, now: datetime) -> list[str]:
    ran = sweeps.last_runs(session)
    if not ran:
        return ["Steward has never run on this database: start `steward serve`."]
    return [
        f"The sweep {name} last ran on {instant_words(ran[name])}; is `steward serve` running?"
        if name in ran
        else f"The sweep {name} has never run to its end; the log of `steward serve` says why."
        for name in sweeps.EVERY
        if name not in ran or now - ran[name] > sweeps.SILENT_AFTER
    ]


def _duties(session: Session) -> list[str]:
    return [
        f"The duty “{one.name}” has failed {one.times} times since {instant_words(one.since)} "
        f"({one.error}); the log of `steward serve` says why. It is tried again each minute."
        for one in sweeps.failures(session)
    ]


def _some(refs: list[str], what: str) -> list[str]:
    if not refs:
        return []
    more = f" and {len(refs) - NAMED} more" if len(refs) > NAMED else ""
    return [f"{', '.join(refs[:NAMED])}{more}: {what}."]


def _words(findings: list[str], state: SetupState) -> str:
    found = "\n".join(f"- {finding}" for finding in findings) or "All is well."
    return f"{found}\n\n{checklist(state)}"
