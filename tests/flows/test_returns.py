"""Returns to government: reminded of in time, prepared by one person and certified by another."""

from datetime import UTC, datetime

import pytest

from cycle.periods import LONDON
from cycle.plan.cells import BadRows
from features.returns.tables import ReturnDatesTable, ReturnsTable
from features.tables.engine import import_table
from features.tables.job import ImportJob
from papers import sheets
from storage import audit
from storage.audit import Actor
from tests.fake_teams import FakeTeams, group
from tests.wealdbrook import MONDAY

DANA = Actor(name="Dana Osei", came_from="steward import")
HEAD = "ref,title,recipient,frequency,basis,owner,deputy,certifier"
RETURNS = f"""{HEAD}
CTB,Council tax base,MHCLG (DELTA),annual,sourced,Olive Marsh,Meg Shaw,Raj Patel
NNDR1,Business rates estimate,MHCLG (DELTA),annual,own knowledge,Olive Marsh,,Raj Patel
"""
DATES = """ref,period,due,source
CTB,2026/27,2026-10-16,the letter of 1 September
NNDR1,2027/28,2027-01-31,
"""


@pytest.fixture
def bring(council, tmp_path):
    def bring(table, text: str):
        path = tmp_path / "table.csv"
        path.write_text(text, "utf-8")
        sheet = sheets.read(path)
        return council.run(
            lambda session: import_table(
                table, sheet, ImportJob(session=session, actor=DANA, now=MONDAY)
            )
        )

    return bring


@pytest.fixture
async def returns(board: FakeTeams, bring) -> FakeTeams:
    bring(ReturnsTable, RETURNS)
    bring(ReturnDatesTable, DATES)
    for who in ("olive", "meg", "raj", "dana", "chris"):
        await board.meets(who)
    return board


def at(day: str, time: str = "09:30") -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON).astimezone(UTC)


async def prepared(teams: FakeTeams):
    """CTB, marked ready to certify by its owner."""
    card = await teams.asks("olive", "return CTB")
    card = await teams.presses("olive", card, "Begin")
    card = await teams.presses("olive", card, "Changes are explained", words="None is flagged.")
    return await teams.presses("olive", card, "Mark ready to certify")


async def test_a_return_is_prepared_by_one_and_certified_by_another(returns: FakeTeams):
    ready = await prepared(returns)
    assert "Ready to certify" in ready
    refused = await returns.presses("olive", ready, "Certify")
    assert "Only the person who certifies this return" in refused.said
    card = await returns.asks("raj", "return CTB")
    signed = await returns.presses("raj", card, "Certify")
    assert "Raj Patel, 12 October 2026" in signed
    card = await returns.asks("olive", "return CTB")
    bare = await returns.presses("olive", card, "Accepted", words="")
    assert "Give the evidence" in bare
    done = await returns.presses("olive", bare, "Accepted", words="DELTA receipt 4711")
    assert "DELTA receipt 4711" in done
    assert "CTB" in await returns.asks("dana", "certified returns this year")
    rows = returns.app.database.run(lambda session: list(audit.rows(session)))
    assert (rows[-1].change, rows[-1].subject) == ("return accepted", "CTB 2026/27")


async def test_whoever_marked_it_ready_never_certifies_it(returns: FakeTeams, bring):
    bring(
        ReturnsTable,
        f"{HEAD}\nCTB,Council tax base,MHCLG (DELTA),annual,sourced,Meg Shaw,Raj Patel,Raj Patel\n",
    )
    card = await returns.asks("raj", "return CTB")
    card = await returns.presses("raj", card, "Begin")
    card = await returns.presses("raj", card, "Changes are explained", words="None.")
    card = await returns.presses("raj", card, "Mark ready to certify")
    assert "somebody else must sign" in (await returns.presses("raj", card, "Certify")).said


async def test_owner_and_certifier_are_reminded_in_the_one_card_of_the_day(returns: FakeTeams):
    returns.now = at("2026-10-15")  # one working day before
    for _ in range(2):
        await returns.ticks()
    cards = [card for card in returns.pushed("olive") if "Returns to government" in card]
    assert len(cards) == 1
    assert "CTB Council tax base · 2026/27 · open · 1 working day left" in cards[0]
    assert not [card for card in returns.pushed("raj") if "Returns to government" in card]
    opened = await returns.presses("olive", cards[0], "Returns")
    assert "Council tax base" in opened


async def test_the_certifier_hears_once_it_waits_for_the_signature(returns: FakeTeams):
    await prepared(returns)
    returns.now = at("2026-10-16")
    await returns.ticks()
    assert [card for card in returns.pushed("raj") if "ready to certify" in card]


async def test_a_missed_return_is_told_to_cmt_once(returns: FakeTeams):
    await returns.asks("dana", "post escalations here", group())

    def told():
        return [one.seen for one in returns.messenger.sent if "not sent in time" in one.seen]

    returns.now = at("2026-10-16")
    await returns.ticks()
    assert told() == []
    returns.now = at("2026-10-19")
    for _ in range(2):
        await returns.ticks()
    assert len(told()) == 1


async def test_a_day_that_nobody_has_in_writing_says_check_the_letter(returns: FakeTeams):
    returns.now = at("2027-01-18")
    listed = await returns.asks("dana", "returns due")
    assert "check the letter" in listed
    card = await returns.asks("olive", "return NNDR1")
    assert "Due 31 January 2027, a Sunday: send it by 29 January 2027" in card
    assert "! none named" in card


def test_a_return_is_read_by_line_and_column(bring):
    two_roles = f"{HEAD}\nX,Title,DELTA,annual,sourced,Olive Marsh,,Olive Marsh\n"
    with pytest.raises(BadRows, match="Line 2, certifier: is the owner"):
        bring(ReturnsTable, two_roles)
    with pytest.raises(BadRows, match="Line 2, ref: there is no return"):
        bring(ReturnDatesTable, "ref,period,due\nNOPE,2026/27,2026-10-16\n")
    assert bring(ReturnsTable, RETURNS).new == 2
    assert bring(ReturnsTable, RETURNS).unchanged == 2
    done = bring(ReturnDatesTable, DATES)
    assert any("no working day" in note for note in done.notes)
    assert bring(ReturnDatesTable, DATES).unchanged == 2
