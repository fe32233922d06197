"""The one window in which the demo shows the chats of several people.

It stands between the Playground and Steward. The Playground always speaks as the same person, and
forgets what it showed when its page is loaded again. So what is typed and pressed is passed on as
from whoever one is at the moment, and Steward's messages are kept and shown again. Steward itself
knows nothing of it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.demo import council, tour
from bot.demo.chats import CARD, THREAD, Activity, Chats, Message, message_of
from bot.demo.page import Page
from bot.demo.tour import ClockMove, Persona
from cards.elements import Card

SHOWN_AGAIN = 4  # a person's newest messages, shown when one becomes that person
MESSAGE = "application/vnd.microsoft.activity.message"

Act = Callable[[Persona | ClockMove], Awaitable[None]]


class Window:
    """`steward` is where Steward listens, `playground` the Playground's own address.

    `act` does what a button of the tour asks; `opened` is called when the page has been opened.
    """

    def __init__(
        self, steward: str, chats: Chats, act: Act, opened: Callable[[], Awaitable[None]]
    ) -> None:
        self.steward = steward
        self.page = Page()
        self.address = ""
        self.part = tour.OFFICER
        self.chats = chats
        self._act = act
        self._opened = opened
        self._tour = ""  # the id of its newest card in the page
        self._seen: dict[str, int] = {}  # by conversation: how many messages one has been shown
        self._order = asyncio.Lock()  # messages are shown in the order in which they came
        self._acting: set[asyncio.Task[None]] = set()
        self.note_all_seen()

    def site(self) -> web.Application:
        """What the Playground takes for the bot, and Steward for Teams."""
        site = web.Application(client_max_size=4 * 1024**2)
        activities = "/v3/conversations/{conversation}/activities"
        site.router.add_post("/api/messages", self._heard)
        site.router.add_post("/v3/conversations", self._create)
        site.router.add_post(activities, self._send)
        site.router.add_post(activities + "/{activity}", self._send)
        site.router.add_put(activities + "/{activity}", self._edit)
        site.router.add_get("/v3/{path:.*}", self._pass_on)
        site.cleanup_ctx.append(self._connected)
        return site

    async def _connected(self, _: web.Application) -> Any:
        await self.page.connect()
        yield
        for task in self._acting:
            task.cancel()
        await self.page.close()

    # ------------------------------------------------------------ from the Playground

    async def _heard(self, request: web.Request) -> web.Response:
        activity: Activity = await request.json()
        kind, place = activity.get("type"), activity["conversation"]["id"]
        if place == council.PERSONAL_CHAT and kind in ("installationUpdate", "conversationUpdate"):
            if kind == "installationUpdate":  # the page was opened, perhaps once more
                self._later(self.show_everything())
            return web.Response()
        if asked := _asked(activity):
            return await self._toured(activity, asked)
        if refusal := self._other_persons(activity):
            return web.json_response(_beside(refusal))
        return await self._ask_steward(self._as_steward_knows_it(activity))

    async def _toured(self, activity: Activity, asked: Persona | ClockMove) -> web.Response:
        """The answer comes at once; what was asked for follows."""
        self._later(self._act(asked))
        if activity["type"] != "invoke":
            return web.Response()
        return web.json_response(_beside("Just a moment."))

    def _other_persons(self, activity: Activity) -> str:
        """Why this button does nothing: its card is in the chat of somebody else."""
        message = self.chats.shown(activity.get("replyToId") or "")
        if activity["type"] != "invoke" or message is None:
            return ""
        whose = next((one for one in tour.PARTS if one.person.chat == message.conversation), None)
        if whose is None or whose is self.part:
            return ""
        return f"This card is in the chat of {whose.name}. Press “{whose.title}” first."

    def _as_steward_knows_it(self, activity: Activity) -> Activity:
        person = self.part.person
        conversation = dict(activity["conversation"])
        conversation["id"] = self._known_as(conversation["id"])
        replied = self.chats.shown(activity.get("replyToId") or "")
        return {
            **activity,
            "from": {
                "id": person.teams_id,
                "name": person.name,
                "aadObjectId": person.aad_object_id,
            },
            "conversation": conversation,
            "serviceUrl": self.address,
            **({"replyToId": replied.id} if replied else {}),
        }

    def _known_as(self, conversation: str) -> str:
        """Steward's name for a conversation of the Playground's."""
        if conversation == council.PERSONAL_CHAT:
            return self.part.person.chat
        channel, _, thread = conversation.partition(THREAD)
        message = self.chats.shown(thread) if thread else None
        return f"{channel}{THREAD}{message.id}" if message else conversation

    async def _ask_steward(self, activity: Activity) -> web.Response:
        async with self.page.session.post(f"{self.steward}/api/messages", json=activity) as answer:
            body = await answer.read()
            if activity["type"] == "invoke" and answer.status == 200:
                self._note_replaced(activity, body)
            return web.Response(
                status=answer.status, body=body, content_type=answer.content_type or "text/plain"
            )

    def _note_replaced(self, activity: Activity, body: bytes) -> None:
        """A button's answer replaces the card in the page; it is kept for the next time."""
        try:
            answer = json.loads(body)
        except ValueError:
            return
        message = self.chats.find(activity.get("replyToId") or "")
        if message and isinstance(answer, dict) and answer.get("type") == CARD:
            attachment = {"contentType": CARD, "content": answer["value"]}
            message.activity = {**message.activity, "attachments": [attachment]}

    # ------------------------------------------------------------ from Steward

    async def _create(self, request: web.Request) -> web.Response:
        """A personal chat with somebody, or a post in a channel."""
        wanted = await request.json()
        if not wanted.get("isGroup"):
            return web.json_response({"id": council.chat_of(wanted["members"][0]["id"])})
        async with self._order:
            message = self.chats.post(wanted["channelData"]["channel"]["id"], wanted["activity"])
            await self._show(message)
        return web.json_response({"id": message.conversation, "activityId": message.id}, status=201)

    async def _send(self, request: web.Request) -> web.Response:
        activity = await request.json()
        if activity.get("type") == "typing":
            return web.json_response({"id": ""})
        async with self._order:
            message = self.chats.add(request.match_info["conversation"], activity)
            await self._show(message)
        return web.json_response({"id": message.id}, status=201)

    async def _edit(self, request: web.Request) -> web.Response:
        async with self._order:
            message = self.chats.edit(request.match_info["activity"], await request.json())
            if message is None:
                return web.json_response({"error": {"code": "MessageNotFound"}}, status=404)
            await self._show_edited(message)
        return web.json_response({"id": message.id})

    async def _pass_on(self, request: web.Request) -> web.Response:
        """The roster is the Playground's."""
        path = request.path_qs
        for part in tour.PARTS:
            path = path.replace(quote(part.person.chat, safe=""), council.PERSONAL_CHAT)
        status, body = await self.page.roster(path)
        return web.Response(status=status, body=body, content_type="application/json")

    # ------------------------------------------------------------ into the page

    async def show_everything(self) -> None:
        """The page is empty: show the tour's card, one's own chat and the channel."""
        async with self._order:
            self.page.is_open = True
            for message in self.chats.messages:
                message.shown_as = ""
        await self._opened()
        async with self._order:
            await self._show_chat()
            await self._show_channels()

    async def become(self, part: Persona) -> None:
        """From now on one is this person; their newest messages are shown."""
        async with self._order:
            self.part = part
            await self._show_chat()

    async def begin_again(self, chats: Chats) -> None:
        """Other messages take the place of all that was there; one is the officer again."""
        async with self._order:
            self.chats, self.part, self._seen = chats, tour.OFFICER, {}
            self.note_all_seen()
            await self._show_channels()
            await self._show_chat()

    async def show_tour(self, card: Card, *, again: bool = False) -> None:
        """Put the tour's card into the chat, or what it says now into the one that is there."""
        async with self._order:
            if again and self._tour:
                await self.page.edit(council.PERSONAL_CHAT, self._tour, message_of(card))
            elif self.page.is_open:
                self._tour = await self.page.send(council.PERSONAL_CHAT, message_of(card))

    def waiting(self) -> list[tuple[str, int]]:
        """Where messages came that one has not seen: the channel, and each person's chat."""
        places = [(council.BOARD_CHANNEL_NAME, council.BOARD_CHANNEL)]
        places += [(one.name, one.person.chat) for one in tour.PARTS if one is not self.part]
        counts = [(name, self._count(place) - self._seen.get(place, 0)) for name, place in places]
        return [(name, count) for name, count in counts if count > 0]

    def note_all_seen(self) -> None:
        """What is there at the start is not counted as new."""
        for conversation in {message.channel for message in self.chats.messages}:
            self._seen[conversation] = self._count(conversation)

    def note_board_seen(self) -> None:
        self._seen[council.BOARD_CHANNEL] = self._count(council.BOARD_CHANNEL)

    def _count(self, place: str) -> int:
        return sum(one.channel == place for one in self.chats.messages)

    async def _show_chat(self) -> None:
        chat = self.part.person.chat
        mine = [*self.chats.of(chat)]
        for message in mine[-SHOWN_AGAIN:]:
            message.shown_as = ""
            await self._show(message)
        self._seen[chat] = len(mine)

    async def _show_channels(self) -> None:
        for message in self.chats.messages:
            if THREAD in message.conversation:
                await self._show(message)

    async def _show(self, message: Message) -> None:
        """Show it where it belongs; nothing where the page is closed or it is another's chat."""
        if not self.page.is_open:
            return
        if message.is_post:
            message.shown_as = await self.page.open_thread(message.channel, message.activity)
            return
        if place := self._place_in_page(message):
            message.shown_as = await self.page.send(place, message.activity)
            if message.conversation == self.part.person.chat:
                self._seen[message.conversation] = self._count(message.conversation)

    async def _show_edited(self, message: Message) -> None:
        if message.shown_as and self.page.is_open and (place := self._place_in_page(message)):
            await self.page.edit(place, message.shown_as, message.activity)

    def _place_in_page(self, message: Message) -> str:
        """The Playground's name for the conversation; empty where it is not to be seen there."""
        if message.conversation == self.part.person.chat:
            return council.PERSONAL_CHAT
        if council.is_chat(message.conversation):
            return ""
        channel, _, thread = message.conversation.partition(THREAD)
        opening = self.chats.find(thread) if thread else None
        return f"{channel}{THREAD}{opening.shown_as}" if opening else message.conversation

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._acting.add(task)
        task.add_done_callback(self._acting.discard)


def _asked(activity: Activity) -> Persona | ClockMove | None:
    """What is for the tour and not for Steward."""
    if activity.get("type") == "invoke":
        action = (activity.get("value") or {}).get("action") or {}
        return tour.pressed(str(action.get("verb", "")))
    if activity.get("type") != "message":
        return None
    if isinstance(value := activity.get("value"), dict):
        return tour.pressed(str(value.get("verb", "")))
    return tour.understood(_without_mention(str(activity.get("text", ""))))


def _without_mention(text: str) -> str:
    return text.replace(f"<at>{council.BOT_NAME}</at>", " ")


def _beside(words: str) -> Activity:
    """The answer to a press that leaves the card as it is."""
    return {"statusCode": 200, "type": MESSAGE, "value": words}
