"""A council of any size: the starter council, and as many indicators and officers as are wanted."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from benchmarks.far_side import PEOPLE, TENANT, chat
from bot import demo
from bot.settings import Settings
from cycle.council import Council
from cycle.periods import LONDON, Period
from cycle.plan.indicator import Indicator, Kind
from cycle.plan.people_rows import PersonLine
from cycle.review.figure import Figure
from features.figures import record
from storage import (
    audit,
    card_refs,
    deliveries,
    figures,
    people,
    places,
    records,
    register,
    register_bulk,
    schema,
)
from storage.audit import Actor
from storage.card_refs import About
from storage.database import Database, Session
from storage.deliveries import Priority
from storage.places import Place, Scope

NOW = datetime(2026, 10, 12, 9, 2, tzinfo=LONDON)  # the starter council's morning
DUE = Period.parse("2026-09")
PERIODS = 24
BATCH = 500  # indicators whose figures are written at once


def months(last: Period, count: int) -> list[Period]:
    """The last periods up to and with this one, oldest first."""
    found = [last]
    while len(found) < count:
        found.append(found[-1].previous)
    return found[::-1]


HISTORY = months(DUE.previous, PERIODS)


def fill(url: str, size: int, service_url: str, *, history: bool = True) -> None:
    """The starter council, and synthetic indicators up to `size`, each with 24 months of figures.

    None of the synthetic is in Housing, so that "status of housing KPIs" shows the same rows in a
    register of any size. September 2026 is due from 200 officers.
    """
    database = Database(url)
    schema.migrate(database)
    database.run(lambda session: demo.fill(session, Settings(dev=True)))
    database.run(lambda session: _officers(session, service_url))
    ids = database.run(register_bulk.person_ids)
    owners = [ids[f"officer.{number}@wealdbrook.gov.uk"] for number in range(PEOPLE)]
    have = len(database.run(register.all_indicators))
    new = [_indicator(number, owners[number % PEOPLE]) for number in range(size - have)]
    database.run(lambda session: register_bulk.add_indicators(session, new))
    if history:
        synthetic = sorted(
            one.id for one in database.run(register.all_indicators) if one.ref.startswith("SYN-")
        )
        for some in register_bulk.in_parts(synthetic, BATCH):
            with database.transaction() as session:
                figures.keep_many(session, _history(some))
    database.close()


def _officers(session: Session, service_url: str) -> None:
    lines = [
        PersonLine(
            name=f"Officer {number}",
            email=f"officer.{number}@wealdbrook.gov.uk",
            aad_object_id=f"aad-{number}",
            services="Synthetic",
        )
        for number in range(PEOPLE)
    ]
    register_bulk.keep_people(session, lines)
    ids = register_bulk.person_ids(session)
    for number in range(PEOPLE):
        person = ids[f"officer.{number}@wealdbrook.gov.uk"]
        people.note_teams_id(session, person, f"29:{number}")
        places.note_seen(session, _chat(number, service_url), person, NOW)


def _chat(number: int, service_url: str) -> Place:
    return Place(
        conversation_id=chat(number),
        scope=Scope.PERSONAL,
        service_url=service_url,
        tenant_id=TENANT,
    )


def _indicator(number: int, owner: int) -> Indicator:
    return Indicator(
        id=0,
        ref=f"SYN-{number:05}",
        title=f"Requests of kind {number} answered in time",
        kind=Kind.PI,
        service=f"Synthetic {number % 40}",
        target=Decimal(80),
        owner=owner,
    )


def _history(ids: list[int]) -> Iterator[Figure]:
    for own in ids:
        for place, period in enumerate(HISTORY):
            yield Figure(
                indicator=own,
                period=period,
                value=Decimal(80 + (own + place * 7) % 9),
                commentary="As expected.",
                given_by_name="An import",
                given_at=NOW,
            )


def to_submit(url: str) -> list[list[str]]:
    """For each officer the asks of every form they could submit now, as their cards carry them."""
    database = Database(url)
    found = database.run(_asked)
    database.close()
    return found


def _asked(session: Session) -> list[list[str]]:
    ids = register_bulk.person_ids(session)
    numbers = {ids[f"officer.{number}@wealdbrook.gov.uk"]: number for number in range(PEOPLE)}
    found: list[list[str]] = [[] for _ in range(PEOPLE)]
    for one in register.all_indicators(session):
        if one.owner in numbers:
            number = numbers[one.owner]
            found[number].append(
                card_refs.save_card_ref(
                    session,
                    person=one.owner,
                    conversation_id=chat(number),
                    about=About.FIGURE,
                    now=NOW,
                    indicator=one.id,
                    period=DUE,
                    words=["1 1"],
                )
            )
    return found


def synthetic(session: Session) -> list[int]:
    """The ids of the indicators that officers give."""
    return [one.id for one in register.all_indicators(session) if one.ref.startswith("SYN-")]


def given(session: Session, own: int, rules: Council) -> None:
    """One figure, read for, kept and followed up as when its officer presses *Submit*."""
    (indicator,) = register.find_many(session, [own])
    figure = Figure(
        indicator=own,
        period=DUE,
        value=Decimal("82.5"),
        commentary="As the season has it.",
        given_by=indicator.owner,
        given_by_name="An officer",
        given_at=NOW,
    )
    by = Actor(name="An officer", came_from="a benchmark", person=indicator.owner)
    record.record_figure(session, records.record(session, indicator), figure, by, NOW, rules)


def figures_given(url: str) -> int:
    """How many figures officers have given since the council was filled."""
    database = Database(url)
    rows = database.run(lambda session: list(audit.rows(session)))
    database.close()
    return len([row for row in rows if (row.change, row.came_from) == ("figure given", "Teams")])


def figures_file(path: Path, rows: int) -> None:
    """A table of so many new figures for the synthetic indicators, before their own history."""
    periods = months(HISTORY[0].previous, 36)
    with path.open("w") as file:
        file.write("ref,period,value,commentary\n")
        for row in range(rows):
            number, place = divmod(row, len(periods))
            file.write(f"SYN-{number:05},{periods[place]},{80 + row % 9},As expected.\n")


FIRST_OWED = 50_000  # numbers beyond those of the council


def owed(count: int) -> list[str]:
    """The chats of those to whom a reminder is owed."""
    return [chat(FIRST_OWED + number) for number in range(count)]


def owe(session: Session, wanted: int, service_url: str) -> None:
    """So many officers, each with one figure due and one reminder owed."""
    lines = [
        PersonLine(name=f"Owner {number}", email=f"owner.{number}@wealdbrook.gov.uk")
        for number in range(wanted)
    ]
    register_bulk.keep_people(session, lines)
    ids = register_bulk.person_ids(session)
    owners = [ids[line.email] for line in lines]
    register_bulk.add_indicators(
        session, [_indicator(FIRST_OWED + number, owner) for number, owner in enumerate(owners)]
    )
    for number, owner in enumerate(owners):
        places.note_seen(session, _chat(FIRST_OWED + number, service_url), owner, NOW)
        deliveries.enqueue(
            session,
            deliveries.NewDelivery(
                key=deliveries.reminder_key(owner, NOW.date()),
                kind=deliveries.REMINDER,
                subject=str(owner),
                worth=Priority.REMINDER,
                now=NOW,
                person=owner,
                day=NOW.date(),
            ),
        )
