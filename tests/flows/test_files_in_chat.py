"""Whoever sends a file is told that it was not read, and what to do instead."""

from tests.fake_teams import FakeTeams


async def test_a_file_without_a_word_gets_a_word(teams: FakeTeams) -> None:
    said = await teams.says("olive", "", files=("figures.xlsx",))

    assert said is not None
    assert "I cannot read files here" in said
    assert "figures.xlsx was not read." in said
    assert "Excel workbook to fill in and send back" in said
    several = await teams.says("olive", "", files=("a.png", "b.png"))
    assert several is not None
    assert "2 files were not read." in several


async def test_a_file_beside_words_leaves_the_words_their_answer(teams: FakeTeams) -> None:
    said = await teams.says("olive", "due", files=("a picture",))

    assert said is not None
    assert "cannot read files" not in said


async def test_an_empty_message_is_still_answered_with_help(teams: FakeTeams) -> None:
    assert "What you can ask" in await teams.asks("olive", "")
