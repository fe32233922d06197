"""The Playground's page, written into by the window: messages, edits, threads of a channel."""

import json
from urllib.parse import quote

import aiohttp

from bot.demo.chats import Activity


class Page:
    """`playground` is its address; `is_open` is whether anybody has opened the page."""

    def __init__(self) -> None:
        self.playground = ""
        self.is_open = False
        self._session: aiohttp.ClientSession | None = None

    async def connect(self) -> None:
        self._session = aiohttp.ClientSession()

    async def close(self) -> None:
        await self.session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        assert self._session is not None  # connected when the site starts
        return self._session

    async def send(self, place: str, activity: Activity) -> str:
        """Show a new message; its id in the page, empty where the Playground refuses it."""
        path = f"/v3/conversations/{quote(place, safe='')}/activities"
        return str((await self._call("POST", path, activity)).get("id", ""))

    async def edit(self, place: str, shown_as: str, activity: Activity) -> None:
        path = f"/v3/conversations/{quote(place, safe='')}/activities/{quote(shown_as, safe='')}"
        await self._call("PUT", path, {**activity, "id": shown_as})

    async def open_thread(self, channel: str, activity: Activity) -> str:
        """Show a new post in a channel; its id in the page."""
        wanted = {"isGroup": True, "channelData": {"channel": {"id": channel}}}
        answer = await self._call("POST", "/v3/conversations", {**wanted, "activity": activity})
        return str(answer.get("activityId", ""))

    async def roster(self, path: str) -> tuple[int, bytes]:
        """The Playground's own answer about people and places, with its status."""
        async with self.session.get(f"{self.playground}/_connector{path}") as answer:
            return answer.status, await answer.read()

    async def _call(self, method: str, path: str, body: Activity) -> Activity:
        url = f"{self.playground}/_connector{path}"
        async with self.session.request(method, url, json=body) as answer:
            content = await answer.read()
            found = json.loads(content) if answer.status < 400 and content else {}
            return found if isinstance(found, dict) else {}
