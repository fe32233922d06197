"""Told when something turns, or every week: asked for, listed and ended in the chat."""

from tests.fake_teams import FakeTeams


async def test_somebody_hears_once_in_the_card_of_the_day_when_an_indicator_turns_red(
    teams: FakeTeams,
) -> None:
    kept = await teams.asks("raj", "tell me when HOU-02 turns red")
    assert "You will be told when it turns Red: HOU-02" in kept
    assert "Homelessness prevented" in kept

    await teams.gives("olive", "HOU-02", numerator="31", denominator="56", commentary=REASON)
    await teams.ticks(days=1)
    told = [card for card in teams.pushed("raj") if "HOU-02, Red" in card]
    assert len(told) == 1
    assert "55.4%" in told[0]

    await teams.ticks(days=1)
    assert len([card for card in teams.pushed("raj") if "HOU-02, Red" in card]) == 1


async def test_a_week_s_news_comes_on_its_day_and_only_then(teams: FakeTeams) -> None:
    assert "every Wednesday: Housing" in await teams.asks("raj", "every Wednesday: my services")
    await teams.ticks(days=1)
    assert not [card for card in teams.pushed("raj") if "awaiting data." in card]
    await teams.ticks(days=1)
    assert len([card for card in teams.pushed("raj") if "awaiting data." in card]) == 1
    await teams.ticks(days=1)
    assert len([card for card in teams.pushed("raj") if "awaiting data." in card]) == 1


async def test_alerts_are_listed_and_ended_in_the_chat(teams: FakeTeams) -> None:
    assert "You will be told of nothing yet" in await teams.asks("raj", "my alerts")
    await teams.asks("raj", "tell me when planning turns amber")
    await teams.asks("raj", "tell me when housing KPIs turn red")
    await teams.asks("raj", "tell me when housing KPIs turn red")
    listed = await teams.asks("raj", "my alerts")
    assert "You will be told of 2 things" in listed
    stopped = await teams.presses("raj", listed, "Stop 2")
    assert "You will no longer be told when it turns Red: Housing, KPIs" in stopped
    assert "1 thing" in await teams.asks("raj", "my alerts")
    assert "Stopped" in await teams.asks("raj", "stop all alerts")
    assert "Nothing to stop" in await teams.asks("raj", "stop all alerts")


async def test_an_alert_of_nothing_in_particular_is_asked_back(teams: FakeTeams) -> None:
    assert "Which alert" in await teams.asks("raj", "subscribe")


REASON = "Three landlords left. Olive meets the others by 30 October."
