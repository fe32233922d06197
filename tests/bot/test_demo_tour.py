"""The demo's tour: who one may be, how far the clock moves, and one window for several people."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.demo import council, day, tour
from bot.demo.chats import CARD, Chats, message_of
from bot.demo.day import DemoClock, morning_of
from bot.demo.tour import ClockMove
from bot.demo.window import Window
from cards.elements import Text, card
from cycle.periods import WorkingDays

CALENDAR = WorkingDays()
MONDAY = council.OPENS_AT.date()
CHRIS = tour.part("board")
HELLO = card("Hello", Text("Hello"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("be the manager", tour.part("manager")),
        ("Be a board member!", CHRIS),
        ("be the performance team", tour.part("team")),
        ("be the officer", tour.OFFICER),
        ("next month", ClockMove.MONTH),
        ("  Next  Monday. ", ClockMove.MONDAY),
        ("start again", ClockMove.AGAIN),
        ("be quick", None),
        ("status of housing KPIs", None),
        ("next", None),
        ("", None),
    ],
)
def test_what_is_typed_to_the_tour_and_what_is_left_to_steward(typed, meant):
    assert tour.understood(typed) == meant


@pytest.mark.parametrize("verb", ["give", "submit", "tour_", "tour_king", "board", ""])
def test_no_other_button_is_the_tours(verb):
    assert tour.pressed(verb) is None


def test_every_button_of_the_card_is_understood_and_every_part_has_one():
    content = tour.tour_card(tour.OFFICER, MONDAY, [("Chris Bell", 2)], "It was moved.").content
    buttons = [one for part in content["body"] for one in part.get("actions", ())]
    meant = [tour.pressed(one["verb"]) for one in buttons]
    assert meant == [*tour.PARTS, *ClockMove]
    assert [tour.understood(one["title"]) for one in buttons] == meant


@pytest.mark.parametrize(
    ("move", "today", "then"),
    [
        (day.next_day, date(2026, 10, 12), date(2026, 10, 13)),
        (day.next_day, date(2026, 10, 16), date(2026, 10, 19)),
        (day.next_day, date(2026, 12, 24), date(2026, 12, 29)),  # Boxing Day is on a Saturday
        (day.next_monday, date(2026, 10, 12), date(2026, 10, 19)),
        (day.next_monday, date(2026, 10, 18), date(2026, 10, 19)),
        (day.next_monday, date(2026, 12, 22), date(2026, 12, 29)),
        (day.next_month, date(2026, 10, 12), date(2026, 11, 12)),
        (day.next_month, date(2026, 11, 12), date(2026, 12, 14)),
        (day.next_month, date(2026, 12, 31), date(2027, 1, 12)),
        (day.next_month, date(2027, 1, 31), date(2027, 2, 12)),
    ],
)
def test_the_clock_moves_to_working_days(move, today, then):
    assert move(today, CALENDAR) == then
    clock = DemoClock(morning_of(then), lambda: council.OPENS_AT)
    assert clock.today == then


class Site:
    """Stands in for the Playground or Steward: keeps what it is sent, and answers with ids."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.answer: dict[str, Any] = {}
        self.address = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append((f"{request.method} {request.path}", await request.json()))
        number = f"p{len(self.heard)}"
        return web.json_response({"id": number, "activityId": number, **self.answer})

    @property
    def shown(self) -> list[str]:
        return [
            body.get("summary", body.get("activity", {}).get("summary")) for _, body in self.heard
        ]


@pytest.fixture
async def sites() -> AsyncIterator[tuple[Window, Site, Site, list[Any]]]:
    """The window between a Playground and a Steward that only listen; what the tour was asked."""
    chats, playground, steward, asked = Chats(), Site(), Site(), []
    chats.add(CHRIS.person.chat, message_of(card("For Chris", Text("For Chris"))))
    chats.add(tour.OFFICER.person.chat, message_of(card("For Olive", Text("For Olive"))))
    chats.post(council.BOARD_CHANNEL, message_of(card("For the board", Text("For the board"))))

    async def act(one: Any) -> None:
        asked.append(one)

    async def opened() -> None:
        await window.show_tour(card("Tour", Text("Tour")))

    window = Window("", chats, act, opened)
    runners = []
    for site, handler in ((playground, playground.hear), (steward, steward.hear)):
        own = web.Application()
        own.router.add_route("*", "/{path:.*}", handler)
        runners.append(web.AppRunner(own))
        site.address = await _served(runners[-1])
    runners.append(web.AppRunner(window.site()))
    window.address = await _served(runners[-1])
    window.steward, window.page.playground = steward.address, playground.address
    yield window, playground, steward, asked
    for runner in reversed(runners):
        await runner.cleanup()


async def _served(runner: web.AppRunner) -> str:
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}"


async def send(window: Window, path: str, body: Any, method: str = "POST") -> dict[str, Any]:
    async with (
        ClientSession(window.address) as session,
        session.request(method, path, json=body) as answer,
    ):
        return await answer.json() if answer.content_type == "application/json" else {}


def said(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "text": text, "conversation": {"id": council.PERSONAL_CHAT}, **more}


async def test_opening_the_page_shows_the_tour_ones_own_chat_and_the_channel_each_time(sites):
    window, playground, _, _ = sites
    for _ in range(2):
        playground.heard.clear()
        await window.show_everything()
        assert playground.shown == ["Tour", "For Olive", "For the board"]


async def test_whoever_one_has_become_is_who_speaks_to_steward(sites):
    window, playground, steward, _ = sites
    await window.show_everything()
    await window.become(CHRIS)
    assert playground.shown[-1] == "For Chris"

    await send(window, "/api/messages", said("due"))

    (_, heard) = steward.heard[-1]
    assert heard["from"]["aadObjectId"] == CHRIS.person.aad_object_id
    assert heard["conversation"]["id"] == CHRIS.person.chat
    assert heard["serviceUrl"] == window.address


async def test_the_tours_words_and_buttons_never_reach_steward(sites):
    window, _, steward, asked = sites
    await send(window, "/api/messages", said("<at>Steward</at> next month"))
    press = {"action": {"verb": "tour_board"}}
    invoked = {**said(""), "type": "invoke", "name": "adaptiveCard/action", "value": press}
    assert (await send(window, "/api/messages", invoked))["statusCode"] == 200
    assert asked == [ClockMove.MONTH, CHRIS]
    assert steward.heard == []


async def test_steward_writes_to_another_person_unseen_until_one_becomes_that_person(sites):
    window, playground, _, _ = sites
    await window.show_everything()
    before = len(playground.heard)
    path = f"/v3/conversations/{CHRIS.person.chat}/activities"

    answer = await send(window, path, message_of(HELLO))

    assert len(playground.heard) == before
    assert window.waiting() == [("Chris Bell", 1)]
    await window.become(CHRIS)
    assert playground.shown[-1] == "Hello"
    edited = {**message_of(HELLO), "summary": "Hello again"}
    await send(window, f"{path}/{answer['id']}", edited, "PUT")
    assert playground.heard[-1][0].startswith("PUT")
    assert playground.shown[-1] == "Hello again"


async def test_a_press_in_a_thread_reaches_steward_under_stewards_own_names(sites):
    window, _, steward, _ = sites
    await window.show_everything()
    post = next(one for one in window.chats.messages if one.is_post)
    card_now = {"type": "AdaptiveCard", "body": []}
    steward.answer = {"type": CARD, "value": card_now, "statusCode": 200}
    pressed = {
        "type": "invoke",
        "conversation": {"id": f"{council.BOARD_CHANNEL};messageid={post.shown_as}"},
        "replyToId": post.shown_as,
        "value": {"action": {"verb": "ask"}},
    }

    await send(window, "/api/messages", pressed)

    (_, heard) = steward.heard[-1]
    assert heard["conversation"]["id"] == post.conversation
    assert heard["replyToId"] == post.id
    assert post.card == card_now  # so it is shown after a reload


async def test_a_card_of_somebody_else_is_not_pressed_by_mistake(sites):
    window, _, steward, _ = sites
    await window.show_everything()
    mine = next(one for one in window.chats.messages if one.conversation == council.PERSONAL_CHAT)
    await window.become(CHRIS)
    pressed = {**said("", replyToId=mine.shown_as), "type": "invoke", "value": {"action": {}}}

    answer = await send(window, "/api/messages", pressed)

    assert answer["value"].startswith("This card is in the chat of Olive Marsh.")
    assert steward.heard == []
