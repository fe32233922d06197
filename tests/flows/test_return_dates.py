"""In March the owners of returns confirm next year's days from their letters."""

from datetime import date

import pytest

from cycle.periods import Period
from cycle.plan.return_dates import (
    NoSource,
    NotInThatYear,
    confirmed_round,
    dates_to_confirm,
    next_period,
)
from cycle.plan.statutory_return import ReturnFrequency, ReturnRound, StatutoryReturn
from cycle.refusals import NoDate
from storage import returns as kept_returns
from tests.fake_teams import FakeTeams, Seen
from tests.flows.test_returns import at, bring, returns

__all__ = ["bring", "returns"]  # fixtures
YEAR = Period.parse("2027/28")
CTB = StatutoryReturn(
    id=1, ref="CTB", title="Tax base", recipient="MHCLG", frequency=ReturnFrequency.ANNUAL
)
LAST = ReturnRound(id=4, return_id=1, period="2026/27", due=date(2026, 10, 16), source="letter")


@pytest.mark.parametrize(
    ("text", "later"),
    [("2026/27", "2027/28"), ("2026/27 Q1", "2027/28 Q1"), ("2026-09", "2027-09"), ("P1", "P1")],
)
def test_the_period_of_the_next_year_is_named(text, later):
    assert next_period(text) == later


@pytest.mark.parametrize(
    ("following", "count"),
    [
        (None, 1),
        (ReturnRound(return_id=1, period="2027/28", due=date(2027, 10, 15)), 1),
        (ReturnRound(return_id=1, period="2027/28", due=date(2027, 10, 15), source="page"), 0),
    ],
)
def test_a_day_is_confirmed_once_it_says_where_it_was_read(following, count):
    rounds = [LAST, *([following] if following else [])]
    assert len(dates_to_confirm([CTB], rounds, YEAR)) == count


@pytest.mark.parametrize(
    ("due", "source", "refusal"),
    [
        (None, "letter", NoDate),
        (date(2026, 10, 16), "letter", NotInThatYear),
        (date(2027, 10, 15), " ", NoSource),
    ],
)
def test_what_is_missing_is_asked_back(due, source, refusal):
    (asked,) = dates_to_confirm([CTB], [LAST], YEAR)
    with pytest.raises(refusal):
        confirmed_round(asked, "2027/28", due, source, YEAR)


def cards(teams: FakeTeams, who: str) -> list[Seen]:
    return [card for card in teams.pushed(who) if "Returns · dates of" in str(card.content)]


async def test_owners_are_asked_in_march_and_the_day_is_kept_with_its_source(returns: FakeTeams):
    returns.now = at("2027-02-26")
    await returns.ticks()
    assert cards(returns, "olive") == []
    returns.now = at("2027-03-01")
    for _ in range(2):
        await returns.ticks()
    (card,) = cards(returns, "olive")
    assert "Confirm 2 dates" in card
    form = await returns.presses("olive", card, "Begin")
    assert "Last time 2026/27: 16 October 2026" in form
    back = await returns.presses("olive", form, "Confirm", due="2027-10-15")
    assert "Say where the day was read" in back
    form = await returns.presses(
        "olive", back, "Confirm", due="2027-10-15", source="letter of 1 March 2027"
    )
    assert "NNDR1" in form
    later = await returns.presses("olive", form, "Not known yet")
    assert "1 left for later" in later
    rounds = returns.app.database.run(kept_returns.all_rounds)
    (confirmed,) = [each for each in rounds if each.due == date(2027, 10, 15)]
    assert (confirmed.period, confirmed.source) == ("2027/28", "letter of 1 March 2027")
    assert "NNDR1" in await returns.asks("olive", "confirm return dates")


async def test_who_has_not_confirmed_is_asked_once_more(returns: FakeTeams):
    returns.now = at("2027-03-01")
    await returns.ticks()
    returns.now = at("2027-03-22")
    for _ in range(2):
        await returns.ticks()
    assert len(cards(returns, "olive")) == 2


async def test_a_press_that_teams_sends_twice_confirms_once(returns: FakeTeams):
    form = await returns.asks("olive", "confirm return dates")
    typed = {"due": "2027-10-15", "source": "letter"}
    before = len(returns.app.database.run(kept_returns.all_rounds))
    for _ in range(2):
        await returns.presses("olive", form, "Confirm", **typed)
    assert len(returns.app.database.run(kept_returns.all_rounds)) == before + 1
