"""An echo app on the Teams SDK v2, as its samples show it, without authentication."""

import asyncio
import logging
import sys

from microsoft_teams.api import MessageActivity
from microsoft_teams.apps import ActivityContext, App

logging.getLogger("uvicorn").setLevel(logging.WARNING)
logging.getLogger("uvicorn.access").disabled = True

app = App(dangerously_allow_unauthenticated_requests=True)


@app.on_message
async def handle_message(ctx: ActivityContext[MessageActivity]) -> None:
    await ctx.send(f"Echo: {ctx.activity.text}")


asyncio.run(app.start(int(sys.argv[1])))
