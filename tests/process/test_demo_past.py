"""The sample council's half-year: played by Steward's own handlers, and going on by itself."""

from datetime import date
from pathlib import Path

import pytest

from bot.demo import council, prepared, story
from bot.demo.chats import Chats
from bot.demo.day import DemoClock
from bot.demo.past import Past, Recorder, texts_of
from bot.demo.running import SampleSteward, lay_out
from bot.settings import Settings
from cycle.improve.intervention import Stage
from storage import concerns, interventions, register, risks

pytestmark = pytest.mark.process


@pytest.fixture
async def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[SampleSteward, Chats]:
    """Steward as the demo opens, with somebody who listens instead of the Playground."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    said: list[str] = []
    saved, chats = await prepared.prepared(tmp_path, said.append)
    assert said == [f"  {month} 2026…" for month in MONTHS]
    again, kept = await prepared.prepared(tmp_path, said.append)
    assert len(said) == len(MONTHS), "the second time it comes from the cache"
    assert kept == chats
    assert again.is_relative_to(tmp_path / "cache")
    settings = Settings(dev=True, database_url=f"sqlite:///{tmp_path}/demo.sqlite")
    lay_out(saved, settings)
    steward = SampleSteward(
        settings, DemoClock(council.OPENS_AT, lambda: council.OPENS_AT), Recorder(chats)
    )
    steward.figures.rewind(council.OPENS_AT)
    return steward, chats


MONTHS = ("April", "May", "June", "July", "August", "September", "October")


async def test_the_half_year_leaves_a_living_council_that_goes_on_by_itself(opened):
    steward, chats = opened
    past = Past(steward, chats, prepared.NOWHERE)
    refs = {one.id: one.ref for one in steward.database.run(register.all_indicators)}
    stages = {
        refs[one.indicator]: one.intervention.stage
        for one in steward.database.run(interventions.everything)
        if one.concern is not None
    }
    assert stages["CUS-01"] is Stage.CLOSED
    assert stages["PLN-02"] is Stage.WORKING
    assert stages["REV-03"] is Stage.NOT_WORKING
    board = [" ".join(texts_of(one.card)) for one in chats.messages if one.channel == story.BOARD]
    assert any("★ Success" in words and "CUS-01" in words for words in board)
    assert len(steward.database.run(risks.everything)) == 7
    raised = [one for one in steward.database.run(concerns.everything) if one.is_open]
    days = {one.raised_at.date() for one in raised}
    assert len(days) >= 5, "exceptions were raised on different days"
    assert past.newest(council.named("Chris Bell").chat, "Overview and Scrutiny calls you in")
    answer = await past.say("Dana Osei", "interventions")
    assert all(ref in " ".join(texts_of(answer.card)) for ref in ("PLN-02", "REV-03"))

    celebrated = past.newest(story.BOARD, "PLN-02", "celebrate?")
    await past.press("Chris Bell", celebrated, "Close and celebrate")
    assert past.newest(story.BOARD, "★ Success", "PLN-02")

    arrived = [await steward.move_to(day) for day in (date(2026, 11, 12), date(2026, 12, 14))]
    assert all(count > 20 for count in arrived)
    assert past.newest(story.BOARD, "Exception", "ENV-03", "57.4")
    await steward.stop()
