"""A bot of one card, to try the Playground and the harness without Steward."""

import asyncio
from typing import Any

from aiohttp import ClientSession, web

FORM: dict[str, Any] = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [
        {"type": "TextBlock", "text": "What is your figure?", "wrap": True, "style": "heading"},
        {"type": "Input.Text", "id": "value", "label": "Value (required)"},
        {"type": "Input.Text", "id": "words", "label": "Commentary", "isMultiline": True},
        {
            "type": "Input.ChoiceSet",
            "id": "status",
            "label": "Status",
            "value": "final",
            "choices": [
                {"title": "Final", "value": "final"},
                {"title": "Provisional", "value": "provisional"},
            ],
        },
    ],
    "actions": [{"type": "Action.Execute", "title": "Submit", "verb": "submit", "data": {"n": 1}}],
}


def receipt(inputs: dict[str, str]) -> dict[str, Any]:
    said = ", ".join(f"{name}={inputs.get(name)}" for name in ("value", "words", "status"))
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "TextBlock", "text": f"Receipt: {said}", "wrap": True}],
    }


class TinyBot:
    """Answers every message with a form, and the form's button with a receipt.

    `seen` keeps every activity that arrived.
    """

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self._more = asyncio.Condition()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/messages", self.turn)
        return app

    async def turn(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.seen.append(activity)
        async with self._more:
            self._more.notify_all()
        if activity["type"] == "message":
            await self.say(activity["serviceUrl"], activity["conversation"]["id"], FORM)
        if activity["type"] != "invoke":
            return web.json_response({})
        action = activity["value"]["action"]
        inputs = {key: value for key, value in action["data"].items() if key != "n"}
        return web.json_response(
            {
                "statusCode": 200,
                "type": "application/vnd.microsoft.card.adaptive",
                "value": receipt(inputs),
            }
        )

    async def has_heard(self, count: int) -> None:
        """Wait until so many activities have arrived; raises TimeoutError after 10 seconds."""
        async with asyncio.timeout(10), self._more:
            await self._more.wait_for(lambda: len(self.seen) >= count)

    async def say(self, service_url: str, conversation_id: str, card: dict[str, Any]) -> str:
        attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
        message = {"type": "message", "attachments": [attachment]}
        path = f"{service_url}/v3/conversations/{conversation_id}/activities"
        async with ClientSession() as session, session.post(path, json=message) as answer:
            answer.raise_for_status()
            return str((await answer.json())["id"])
