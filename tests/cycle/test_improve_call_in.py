"""Overview and Scrutiny calls a manager in, who explains, and is heard."""

from dataclasses import replace
from datetime import date

import pytest

from cycle.improve import call_in as picture
from cycle.improve.call_in import (
    CallInState,
    NoIndicator,
    NotYetMet,
    called_in,
    explained,
    heard,
)
from cycle.improve.refusals import IsOver, NobodyNamed
from cycle.periods import WorkingDays
from cycle.refusals import DateInThePast, HasMovedOn, NoDate, NothingSaid, NotTheOwner, NotTheTeam
from tests.cycle.asked import CHAIR, DORA, MEERA, OLIVE, TESS, TODAY, arrows

MEETING = date(2026, 11, 24)


def call(**more):
    plain = {
        "indicators": (1,),
        "manager": MEERA.id,
        "meeting": MEETING,
        "words": "Why are homes empty so long?",
        "by": TESS,
        "today": TODAY,
    }
    return called_in(**{**plain, **more})


def test_every_state_is_in_the_picture():
    drawn = {name for pair in arrows(picture.__doc__) for name in pair}
    assert {state.name.lower() for state in CallInState} == drawn - {"[*]"}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"by": CHAIR}, NotTheTeam),
        ({"by": MEERA}, NotTheTeam),
        ({"indicators": ()}, NoIndicator),
        ({"manager": None}, NobodyNamed),
        ({"words": ""}, NothingSaid),
        ({"meeting": None}, NoDate),
        ({"meeting": TODAY}, DateInThePast),
    ],
)
def test_a_call_in_that_cannot_stand(change, refusal):
    with pytest.raises(refusal):
        call(**change)


def test_the_manager_explains_may_better_it_and_is_heard():
    one = call()
    assert (one.state, one.meeting) == (CallInState.ASKED, MEETING)
    deputised = replace(MEERA, deputy=DORA.id)
    first = explained(one, "Repairs took long", DORA, deputised, TODAY)
    second = explained(first, "Repairs took 30 days", MEERA, deputised, TODAY)
    assert (second.state, second.explanation) == (CallInState.EXPLAINED, "Repairs took 30 days")
    assert (second.explained_by, second.explained_on) == (MEERA.id, TODAY)
    done = heard(second, "Come back in March", TESS, second.version, MEETING)
    assert (done.state, done.outcome) == (CallInState.HEARD, "Come back in March")
    for again in (
        lambda: explained(done, "More", MEERA, MEERA, MEETING),
        lambda: heard(done, "More", TESS, done.version, MEETING),
    ):
        with pytest.raises(IsOver):
            again()


@pytest.mark.parametrize("person", [OLIVE, CHAIR, TESS])
def test_only_the_manager_asked_or_their_deputy_explains(person):
    with pytest.raises(NotTheOwner):
        explained(call(), "Because", person, MEERA, TODAY)
    with pytest.raises(NotTheOwner):
        explained(call(), "Because", person, person, TODAY)


def test_a_manager_who_never_explained_is_heard_all_the_same():
    assert heard(call(), "No explanation was given", TESS, 1, MEETING).explanation == ""


@pytest.mark.parametrize(
    ("by", "seen", "today", "words", "refusal"),
    [
        (MEERA, 1, MEETING, "Done", NotTheTeam),
        (TESS, 2, MEETING, "Done", HasMovedOn),
        (TESS, 1, date(2026, 11, 23), "Done", NotYetMet),
        (TESS, 1, MEETING, "", NothingSaid),
    ],
)
def test_a_hearing_that_cannot_be_recorded(by, seen, today, words, refusal):
    with pytest.raises(refusal):
        heard(call(), words, by, seen, today)


def test_an_explanation_says_something():
    with pytest.raises(NothingSaid):
        explained(call(), " ", MEERA, MEERA, TODAY)


@pytest.mark.parametrize(
    ("meeting", "closures", "goes_out", "due"),
    [
        ("2026-11-24", (), "2026-11-16", "2026-11-12"),  # clear: 17, 18, 19, 20, 23 November
        ("2027-01-05", (), "2026-12-23", "2026-12-21"),  # clear: 24, 29, 30, 31 December, 4 January
        ("2027-01-05", ("2026-12-29", "2026-12-30"), "2026-12-21", "2026-12-17"),
        ("2026-11-21", (), "2026-11-13", "2026-11-11"),  # a Saturday; clear: 16 to 20 November
    ],
)
def test_the_explanation_is_due_in_time_for_five_clear_days(meeting, closures, goes_out, due):
    calendar = WorkingDays(frozenset(date.fromisoformat(day) for day in closures))
    one = call(meeting=date.fromisoformat(meeting))
    assert one.due(calendar) == date.fromisoformat(due)
    out = calendar.after(date.fromisoformat(due), picture.PUT_IN)
    assert out == date.fromisoformat(goes_out)
    between = (date.fromordinal(n) for n in range(out.toordinal() + 1, one.meeting.toordinal()))
    assert sum(calendar.is_working_day(day) for day in between) == picture.CLEAR_DAYS


def test_who_is_called_in_at_short_notice_has_until_the_next_working_day():
    one = call(meeting=date(2026, 11, 24), today=date(2026, 11, 20))  # a Friday
    assert one.due(WorkingDays()) == date(2026, 11, 23)
