"""A figure is certified by the person whom the register names, or sent back with a note."""

import pytest

from cycle.plan.cells import BadRows
from papers import sheets
from storage import audit
from storage.audit import Actor
from tests import staff
from tests.fake_teams import FakeTeams, Seen
from tests.importing import bring_in
from tests.wealdbrook import MONDAY

WORDS = "A fire at the hostel; Olive Marsh moves six families by 30 November 2026."
DANA = Actor(name="Dana Osei", came_from="steward import")


@pytest.fixture
async def signed(board: FakeTeams) -> FakeTeams:
    """Raj certifies the figures of HOU-05."""
    staff.own(board.app.database, "HOU-05", certifier="raj")
    for who in ("olive", "meg", "raj", "dana", "chris"):
        await board.meets(who)
    return board


def shown(cards: list[Seen], *words: str) -> Seen:
    found = [card for card in cards if all(each in card for each in words)]
    assert found, f"{words} on none of {[card.words[:160] for card in cards]}"
    return found[-1]


def changes(teams: FakeTeams) -> list[tuple[str, str, str]]:
    rows = teams.app.database.run(lambda session: list(audit.rows(session)))
    return [(row.change, row.subject, row.reason) for row in rows]


async def given(teams: FakeTeams, value: str = "140") -> Seen:
    receipt = await teams.gives("olive", "HOU-05", value=value, commentary=WORDS)
    await teams.ticks()
    return receipt


async def test_a_figure_is_certified_on_the_certifiers_card_of_the_day(signed: FakeTeams) -> None:
    receipt = await given(signed)
    assert "Raj Patel is asked to certify it" in receipt
    assert "Submitted, not yet certified" in signed.posted()[-1]  # the exception

    await signed.ticks(days=1)
    reminder = shown(signed.pushed("raj"), "To certify: one figure")
    assert len([card for card in signed.pushed("raj") if "Reminder" in card]) == 1
    form = await signed.presses("raj", reminder, "Certify")
    assert WORDS in form
    assert "Olive Marsh gave it" in form
    done = await signed.presses("raj", form, "Certify")
    assert "HOU-05, September 2026: certified." in done
    assert "Nothing awaits your certification" in done

    await signed.ticks()
    assert "✓ Certified by Raj Patel on 13 October 2026" in signed.posted()[-1]
    assert "Certified by Raj Patel" in await signed.asks("chris", "status of HOU-05")
    assert ("figure certified", "HOU-05 2026-09", "") in changes(signed)


async def test_a_figure_is_sent_back_with_a_note_and_put_right(signed: FakeTeams) -> None:
    await given(signed)
    waiting = await signed.asks("raj", "what awaits my certification")
    assert "HOU-05" in waiting
    form = await signed.presses("raj", waiting, "Certify")
    again = await signed.presses("raj", form, "Send back")
    assert "Say something" in again or "words" in again  # a note is wanted
    await signed.presses("raj", again, "Send back", note="The hostel was counted twice.")
    await signed.ticks()

    assert "Sent back by Raj Patel" in signed.posted()[-1]
    back = shown(signed.pushed("olive"), "Sent back", "The hostel was counted twice.")
    form = await signed.presses("olive", back, "Correct this")
    receipt = await signed.presses(
        "olive", form, "Submit", value="134", commentary=WORDS, reason="The hostel twice."
    )
    assert "Raj Patel is asked to certify it" in receipt
    await signed.ticks()
    assert "Submitted, not yet certified" in signed.posted()[-1]


async def test_a_certified_figure_is_changed_only_with_cause_prevention_and_an_opening(
    signed: FakeTeams,
) -> None:
    await given(signed)
    form = await signed.presses("raj", await signed.asks("raj", "to certify"), "Certify")
    await signed.presses("raj", form, "Certify")

    closed = await signed.asks("olive", "submit HOU-05 2026-09")
    assert "September 2026 is certified" in closed
    await signed.presses("olive", closed, "Ask to reopen", reason="Six families counted twice.")
    await signed.ticks()
    request = shown(signed.pushed("dana"), "Six families counted twice.")
    await signed.presses("dana", request, _button(request, "Open it"))

    form = await signed.asks("olive", "submit HOU-05 2026-09")
    typed = {"value": "134", "commentary": WORDS, "reason": "The hostel was counted twice."}
    asked = await signed.presses("olive", form, "Submit", **typed)
    assert "Say what will keep it from happening again." in asked
    receipt = await signed.presses(
        "olive", asked, "Submit", prevention="The hostel sends one list a month."
    )
    assert "Raj Patel is asked to certify it" in receipt
    assert (
        "figure corrected",
        "HOU-05 2026-09",
        "The hostel was counted twice. To prevent it: The hostel sends one list a month.",
    ) in changes(signed)
    assert "Submitted, not yet certified" in await signed.asks("chris", "status of HOU-05")


async def test_nobody_else_certifies_and_nobody_their_own_figure(signed: FakeTeams) -> None:
    await given(signed)
    form = await signed.presses("raj", await signed.asks("raj", "to certify"), "Certify")
    assert "Only the person" in (await signed.presses("chris", form, "Certify")).said

    staff.change(signed.app.database, "raj", deputy="olive")
    staff.leaves(signed.app.database, "raj")
    assert "somebody else" in (await signed.presses("raj", form, "Certify")).said
    own = await signed.presses("olive", await signed.asks("olive", "to certify"), "Certify")
    assert "gave this figure yourself" in (await signed.presses("olive", own, "Certify")).said


async def test_what_waits_is_told_again_after_three_days_and_to_the_deputy_of_who_is_away(
    signed: FakeTeams,
) -> None:
    staff.change(signed.app.database, "raj", deputy="meg")
    await given(signed)
    await signed.asks("raj", "I'm away until 30 October 2026")
    await signed.ticks(days=1)
    assert "To certify" in shown(signed.pushed("meg"), "HOU-05")
    assert not [card for card in signed.pushed("raj") if "To certify" in card]


async def test_two_who_decide_at_once_see_one_decision(signed: FakeTeams) -> None:
    staff.change(signed.app.database, "raj", deputy="chris")
    await given(signed)
    raj = await signed.presses("raj", await signed.asks("raj", "to certify"), "Certify")
    await signed.presses("raj", raj, "Certify")
    again = await signed.presses("raj", raj, "Send back", note="Too late.")
    assert "Certified by Raj Patel" in again


async def test_the_team_sees_what_is_not_certified(signed: FakeTeams) -> None:
    await given(signed)
    listed = await signed.asks("dana", "what awaits certification")
    assert "HOU-05" in listed
    assert "Raj Patel certifies" in listed
    assert "Nothing waits" in await signed.asks("dana", "what awaits my certification")


def bring(teams: FakeTeams, tmp_path, table: str, *lines: str):
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    sheet = sheets.read(path)
    return teams.app.database.run(lambda session: bring_in(table, session, sheet, DANA, MONDAY))


HEAD = "ref,title,kind,service,unit,polarity,frequency,owner,deputy,certifier"


@pytest.mark.parametrize(
    ("certifier", "says"),
    [
        ("Olive Marsh", "gives the figures, so somebody else certifies them"),
        ("Section 151 Officer", "nobody is known by the e-mail or exact name"),
    ],
)
async def test_a_certifier_that_cannot_be_is_refused(teams, tmp_path, certifier, says) -> None:
    row = f"HOU-11,Repairs,PI,Housing,%,higher,monthly,Olive Marsh,Meg Shaw,{certifier}"
    with pytest.raises(BadRows, match=says):
        bring(teams, tmp_path, "indicators", HEAD, row)


async def test_the_newest_figures_of_a_file_wait_for_the_certifier_and_history_does_not(
    signed: FakeTeams, tmp_path
) -> None:
    lines = ("ref,period,value", "HOU-05,2026-09,91", "HOU-05,2023-01,88")
    bring(signed, tmp_path, "figures", *lines)
    listed = await signed.asks("raj", "to certify")
    assert "1 waiting" in listed
    form = await signed.presses("raj", listed, "Certify")
    await signed.presses("raj", form, "Certify")

    with pytest.raises(BadRows, match="is certified: have it opened again"):
        bring(signed, tmp_path, "figures", "ref,period,value", "HOU-05,2026-09,95")


def _button(card: Seen, beginning: str) -> str:
    titles = [one["title"] for one in _actions(card.content)]
    return next(title for title in titles if title.startswith(beginning))


def _actions(node):
    if isinstance(node, dict):
        if node.get("type") == "Action.Execute":
            yield node
        for value in node.values():
            yield from _actions(value)
    elif isinstance(node, list):
        for value in node:
            yield from _actions(value)
