"""An export and a template in the chat: offered, put into OneDrive with consent, and shown."""

import io

import openpyxl
import pytest

from tests.fake_teams import FakeTeams, Seen, channel

UPLOAD = {
    "upload_url": "https://wealdbrook-my.sharepoint.com/personal/olive/upload",
    "content_url": "https://wealdbrook-my.sharepoint.com/personal/olive/figures.xlsx",
    "unique_id": "77A1",
    "file_type": "xlsx",
}


async def answers(teams: FakeTeams, who: str, card: Seen, action: str) -> None:
    """What Teams sends when *Accept* or *Decline* of its own file card is pressed."""
    data = {**card.content[f"{action}Context"], **(UPLOAD if action == "accept" else {})}
    await teams.sends(who, card, {"action": {"verb": f"file_{action}", "data": data}})


async def accepted(teams: FakeTeams, who: str, card: Seen) -> list[list[object]]:
    """The rows of the workbook that lies in their OneDrive afterwards."""
    await answers(teams, who, card, "accept")
    await teams.ticks()
    content = teams.uploaded[UPLOAD["upload_url"]]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


async def test_an_export_holds_the_figures_that_were_asked_for(teams: FakeTeams) -> None:
    card = await teams.asks("olive", "export HOU-02 to excel")
    assert teams.uploaded == {}
    rows = await accepted(teams, "olive", card)
    assert rows[0][:5] == ["ref", "title", "service", "unit", "period"]
    assert {row[0] for row in rows[1:]} == {"HOU-02"}
    assert [seen for seen in teams.pushed("olive") if seen.content.get("uniqueId") == "77A1"]


async def test_an_export_goes_on_from_the_question_before(teams: FakeTeams) -> None:
    await teams.asks("raj", "status of housing KPIs")
    card = await teams.asks("raj", "export it")
    assert "Export: Housing, KPIs" in card.content["description"]


async def test_whoever_owes_nothing_gets_the_columns_alone(teams: FakeTeams) -> None:
    assert len(await accepted(teams, "raj", await teams.asks("raj", "template"))) == 1


async def test_a_template_has_a_row_for_each_figure_that_is_due(teams: FakeTeams) -> None:
    rows = await accepted(teams, "olive", await teams.asks("olive", "template"))
    assert "HOU-05" in {row[0] for row in rows[1:]}
    assert {row[rows[0].index("value")] for row in rows[1:]} == {None}


@pytest.mark.parametrize("words", ["template", "export housing"])
async def test_a_file_is_had_in_one_s_own_chat_only(teams: FakeTeams, words: str) -> None:
    assert "in your own chat with Steward" in await teams.asks("olive", words, channel())


async def test_nobody_accepts_or_sees_a_file_of_somebody_else(teams: FakeTeams) -> None:
    card = await teams.asks("olive", "export housing")
    await answers(teams, "raj", card, "accept")
    await teams.ticks()
    assert teams.uploaded == {}


async def test_what_is_declined_or_not_taken_is_put_nowhere(teams: FakeTeams) -> None:
    declined = await teams.asks("olive", "export housing")
    await answers(teams, "olive", declined, "decline")
    await answers(teams, "olive", declined, "accept")
    teams.takes_files = False
    await answers(teams, "olive", await teams.asks("olive", "export housing"), "accept")
    await teams.ticks()
    assert teams.uploaded == {}
    assert any("could not be put into your OneDrive" in seen for seen in teams.pushed("olive"))
