"""The floor of any Python bot: an aiohttp handler and one pooled session, no SDK at all.

With a folder named, its `status.json` and `receipt.json` are the cards to answer with.
"""

import json
import sys
from pathlib import Path
from urllib.parse import quote

import aiohttp
from aiohttp import web

PORT = int(sys.argv[1])
CARDS = {path.stem: json.loads(path.read_text()) for path in Path(sys.argv[2]).glob("*.json")}
SESSION = web.AppKey("session", aiohttp.ClientSession)


async def messages(request: web.Request) -> web.Response:
    came = await request.json()
    if came["type"] == "invoke":
        kind = "application/vnd.microsoft.card.adaptive"
        return web.json_response({"statusCode": 200, "type": kind, "value": CARDS["receipt"]})
    reply = {
        "type": "message",
        "from": came["recipient"],
        "recipient": came["from"],
        "conversation": came["conversation"],
        "replyToId": came["id"],
    }
    if came["text"].startswith("status"):
        kind = "application/vnd.microsoft.card.adaptive"
        reply["attachments"] = [{"contentType": kind, "content": CARDS["status"]}]
    else:
        reply["text"] = f"Echo: {came['text']}"
    chat = quote(came["conversation"]["id"], safe="")
    address = f"{came['serviceUrl']}v3/conversations/{chat}/activities/{came['id']}"
    async with request.app[SESSION].post(address, json=reply) as answer:
        await answer.read()
    return web.Response(status=201)


async def opened(app: web.Application) -> None:
    app[SESSION] = aiohttp.ClientSession()


app = web.Application()
app.router.add_post("/api/messages", messages)
app.on_startup.append(opened)
web.run_app(app, host="127.0.0.1", port=PORT, print=None, access_log=None)
