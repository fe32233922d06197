"""Returns to government: reminders before the day, evidence, and two people for two signatures."""

from datetime import date

import pytest

from cycle.periods import Period
from cycle.plan.statutory_return import (
    ROUND_TRANSITIONS,
    CertifierPrepared,
    ChangesNotExplained,
    NoEvidence,
    NotTheCertifier,
    ReturnFrequency,
    ReturnRound,
    RoundState,
    StatutoryReturn,
    accepted,
    awaits_certifier,
    certified,
    days_left,
    drafted,
    in_year,
    is_missed,
    is_reminded,
    made_ready,
    refused,
    return_faults,
    revised,
    send_by,
    usual_days,
    validated,
)
from cycle.refusals import NothingSaid, NotNow
from tests.cycle.made import CALENDAR
from tests.cycle.planned import DEPUTY, HEAD, OWNER, TEAM, TODAY

S = RoundState
CTB = StatutoryReturn(
    ref="CTB",
    title="Council tax base",
    recipient="MHCLG (DELTA)",
    frequency=ReturnFrequency.ANNUAL,
    owner=OWNER,
    deputy=DEPUTY,
    certifier=HEAD,
    usual_due="31 July; 31 October; 31 January; mid-April",
)


def rnd(**more) -> ReturnRound:
    return ReturnRound(**{"return_id": 1, "period": "2026/27", "due": date(2026, 10, 16), **more})


READY = made_ready(validated(drafted(rnd()), "Empty homes fell: a review took 40 off."), OWNER)


def test_a_return_goes_from_open_to_accepted_with_its_evidence():
    signed = certified(CTB, READY, HEAD, TODAY)
    done = accepted(signed, "DELTA receipt 4711")
    assert (done.state, done.certified_by, done.evidence) == (
        S.ACCEPTED,
        HEAD,
        "DELTA receipt 4711",
    )
    assert revised(done, "A late change of 3 homes").state is S.REVISED


def test_whoever_marked_it_ready_does_not_certify_it():
    both = made_ready(validated(drafted(rnd()), "None is flagged."), HEAD)
    with pytest.raises(CertifierPrepared):
        certified(CTB, both, HEAD, TODAY)


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (lambda: certified(CTB, READY, TEAM, TODAY), NotTheCertifier),
        (lambda: certified(CTB, drafted(rnd()), HEAD, TODAY), NotNow),
        (lambda: validated(drafted(rnd()), " "), ChangesNotExplained),
        (lambda: validated(rnd(), "None."), NotNow),
        (lambda: accepted(certified(CTB, READY, HEAD, TODAY), ""), NoEvidence),
        (lambda: accepted(READY, "Receipt"), NotNow),
        (lambda: refused(certified(CTB, READY, HEAD, TODAY), ""), NothingSaid),
        (lambda: drafted(certified(CTB, READY, HEAD, TODAY)), NotNow),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused(step, refusal):
    with pytest.raises(refusal):
        step()


def test_what_is_sent_back_must_be_made_ready_again():
    assert drafted(READY).made_ready_by is None


def test_every_state_leads_somewhere():
    assert set(ROUND_TRANSITIONS) == set(S)
    assert all(ROUND_TRANSITIONS.values())


@pytest.mark.parametrize(
    ("due", "by"),
    [
        (date(2026, 10, 16), date(2026, 10, 16)),  # a Friday
        (date(2027, 1, 31), date(2027, 1, 29)),  # a Sunday
        (date(2026, 12, 25), date(2026, 12, 24)),  # Christmas Day
        (date(2027, 3, 29), date(2027, 3, 25)),  # Easter Monday, after Good Friday
    ],
)
def test_a_return_due_on_a_bank_holiday_is_sent_on_the_working_day_before(due, by):
    assert send_by(due, CALENDAR) == by


@pytest.mark.parametrize(
    ("due", "today", "left", "reminded"),
    [
        (date(2026, 10, 16), date(2026, 9, 18), 20, True),
        (date(2026, 10, 16), date(2026, 9, 17), 21, False),
        (date(2026, 10, 16), date(2026, 10, 2), 10, True),
        (date(2026, 10, 16), date(2026, 10, 9), 5, True),
        (date(2026, 10, 16), date(2026, 10, 15), 1, True),
        (date(2026, 10, 16), date(2026, 10, 16), 0, True),
        (date(2026, 10, 16), date(2026, 10, 10), 5, False),  # a Saturday
        (date(2026, 12, 29), date(2026, 12, 24), 1, True),  # Christmas and Boxing Day between
        (date(2026, 12, 28), date(2026, 12, 23), 1, True),  # due on Boxing Day's substitute
        (date(2026, 12, 28), date(2026, 12, 24), 0, True),
    ],
)
def test_its_owner_is_reminded_on_set_working_days_before(due, today, left, reminded):
    assert days_left(rnd(due=due), today, CALENDAR) == left
    assert is_reminded(rnd(due=due), today, CALENDAR) is reminded


def test_what_is_certified_is_reminded_of_no_more_and_never_missed():
    sent = certified(CTB, READY, HEAD, TODAY)
    assert not is_reminded(sent, date(2026, 10, 16), CALENDAR)
    assert not is_missed(sent, date(2026, 10, 20))
    assert is_missed(READY, date(2026, 10, 17))
    assert not is_missed(READY, date(2026, 10, 16))


def test_the_certifier_hears_from_the_day_it_is_validated():
    states = [rnd(state=state) for state in S]
    assert [one.state for one in states if awaits_certifier(one)] == [S.VALIDATED, S.READY]


def test_only_exact_days_are_proposed_for_next_year():
    days = usual_days(CTB, Period.parse("2027/28"))
    assert days == (date(2027, 7, 31), date(2027, 10, 31), date(2028, 1, 31))


def test_the_rounds_of_a_year_stand_in_the_order_of_their_days():
    days = (date(2026, 3, 31), date(2027, 3, 31), date(2026, 4, 1), date(2027, 4, 1))
    assert [one.due for one in in_year([rnd(due=day) for day in days], 2026)] == [
        date(2026, 4, 1),
        date(2027, 3, 31),
    ]


@pytest.mark.parametrize(
    ("more", "column"),
    [({"certifier": OWNER}, "certifier"), ({"deputy": OWNER}, "deputy"), ({}, None)],
)
def test_one_person_in_two_roles_is_refused(more, column):
    plain = {"owner": OWNER, "deputy": DEPUTY, "certifier": HEAD} | more
    one = StatutoryReturn(
        ref="CTB", title="Council tax base", recipient="DELTA", frequency=CTB.frequency, **plain
    )
    assert list(return_faults(one)) == ([column] if column else [])
