"""What is remembered of the register and its people is what was written last, by anybody."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cycle.people import Role
from cycle.periods import Period
from cycle.plan.indicator import Indicator
from cycle.plan.target import TermsChange
from cycle.review.events import SeriesEvent
from storage import cache, people, register, register_bulk, schema, series
from storage.audit import Actor
from storage.cache import Topic
from storage.database import Database

NOW = datetime(2026, 10, 12, 8, tzinfo=UTC)
BINS = Indicator(id=0, ref="WAS-90", title="Missed bins")
PERIOD = Period.parse("2026-09")
ANN = {"name": "Ann Archer", "email": "ann@x.uk", "roles": "officer", "services": "", "manager": ""}
ANN |= {"deputy": "", "aad_object_id": "aad-ann"}


@pytest.fixture
def two(tmp_path):
    """Two processes on one database, each of which remembers by itself."""
    url = f"sqlite:///{tmp_path}/steward.sqlite"
    both = Database(url), Database(url)
    schema.migrate(both[0])
    both[0].run(lambda session: register.add(session, BINS))
    both[0].run(lambda session: people.add_many(session, [ANN]))
    yield both
    for one in both:
        one.close()


def bins(session):
    return register.by_ref(session, BINS.ref)


READS = {
    "the indicator": bins,
    "what indicators are called": lambda s: cache.get(
        s, Topic.NAMES, "names", lambda: register.names(s)
    ),
    "what a service has": lambda s: register.matching(s, services=["Waste"]),
    "what somebody gives": lambda s: register.given_by(s, 1),
    "a profile": lambda s: register.profiles(s, [1]),
    "the log of changes": lambda s: register.changes(s, [1]),
    "what is reopened": lambda s: register.reopened(s, [1], NOW.date()),
    "breaks and notes": lambda s: series.of_indicator(s, 1),
    "a person": lambda s: people.person(s, 1),
    "who speaks": lambda s: people.by_identity(s, "aad-ann"),
    "what people are called": lambda s: people.names(s, [1]),
    "who has a role": lambda s: people.with_role(s, Role.BOARD),
    "who is stood in for": lambda s: people.standing_in(s, 1),
}
CHANGE = TermsChange(
    field="target",
    old="80",
    new="85",
    effective_from=date(2026, 4, 1),
    reason="agreed",
    approver="Cabinet",
    changed_at=NOW,
)
WRITES = {
    "the indicator": lambda s: register.add(s, replace(BINS, id=1, title="Bins missed")),
    "what indicators are called": lambda s: register.add(s, replace(BINS, aliases=("bins",))),
    "what a service has": lambda s: register_bulk.add_indicators(
        s, [replace(BINS, ref="WAS-91", service="Waste")]
    ),
    "what somebody gives": lambda s: register.add(s, replace(BINS, id=1, owner=1)),
    "a profile": lambda s: register.keep_targets(s, {(1, PERIOD): Decimal(80)}),
    "the log of changes": lambda s: register.log_change(s, 1, CHANGE),
    "what is reopened": lambda s: register.reopen(
        s,
        register.Reopening(1, PERIOD, NOW.date(), "late"),
        Actor(name="Ann", came_from="Teams", person=1),
        NOW,
    ),
    "breaks and notes": lambda s: series.add(
        s, 1, SeriesEvent(PERIOD, "New rounds", is_break=True, author="Ann", at=NOW)
    ),
    **dict.fromkeys(
        ("a person", "who speaks", "what people are called"),
        lambda s: people.add_many(s, [{**ANN, "name": "Ann Baker"}]),
    ),
    "who has a role": lambda s: people.add_many(s, [{**ANN, "roles": "officer;board"}]),
    "who is stood in for": lambda s: people.add_many(s, [{**ANN, "deputy": "ann@x.uk"}]),
}


@pytest.mark.parametrize("what", READS)
def test_what_one_process_writes_the_other_reads_next(two, what):
    one, other = two
    before = other.run(READS[what])
    one.run(WRITES[what])
    after = other.run(READS[what])
    assert after != before
    assert after == one.run(READS[what])


@pytest.mark.parametrize("what", READS)
def test_who_writes_reads_it_in_the_same_transaction(database, what):
    database.run(lambda session: register.add(session, BINS))
    database.run(lambda session: people.add_many(session, [ANN]))
    before = database.run(READS[what])
    with database.transaction() as session:
        assert READS[what](session) == before
        WRITES[what](session)
        after = READS[what](session)
        assert after != before
    assert database.run(READS[what]) == after


def test_what_was_not_kept_is_not_remembered(database):
    database.run(lambda session: register.add(session, BINS))

    def changed_and_failed(session):
        register.add(session, replace(BINS, title="Never"))
        return bins(session).title == "Never" and 1 / 0

    with pytest.raises(ZeroDivisionError):
        database.run(changed_and_failed)
    assert database.run(bins).title == "Missed bins"


def test_the_same_edition_is_read_once(database):
    database.run(lambda session: cache.invalidate(session, Topic.REGISTER))
    read = []
    for _ in range(3):
        database.run(lambda s: cache.get(s, Topic.REGISTER, "x", lambda: read.append(1)))
    assert len(read) == 1
    database.run(lambda session: cache.invalidate(session, Topic.REGISTER))
    database.run(lambda s: cache.get(s, Topic.REGISTER, "x", lambda: read.append(1)))
    assert len(read) == 2


def test_memory_begins_afresh_before_it_grows_without_end(database):
    database.run(lambda session: cache.invalidate(session, Topic.REGISTER))
    with database.transaction() as session:
        for number in range(cache.MOST * 2):
            cache.get(session, Topic.REGISTER, number, lambda: 0)
        kept = session.info["memory"][Topic.REGISTER][1]
    assert len(kept) <= cache.MOST + 1


def test_a_long_list_is_read_anew(database):
    database.run(lambda session: cache.invalidate(session, Topic.REGISTER))
    for _ in range(2):
        found = database.run(
            lambda s: cache.get(s, Topic.REGISTER, "x", lambda: [0] * (cache.LARGEST + 1))
        )
    assert len(found) == cache.LARGEST + 1
    assert "x" not in database.run(lambda s: s.info["memory"].get(Topic.REGISTER, ("", {}))[1])
