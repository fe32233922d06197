"""An echo agent on the Microsoft 365 Agents SDK, as its samples show it, without authentication."""

import sys

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter, start_agent_process
from microsoft_agents.hosting.core import (
    AgentApplication,
    AnonymousTokenProvider,
    MemoryStorage,
    TurnContext,
    TurnState,
)
from microsoft_agents.hosting.core.authorization import AgentAuthConfiguration

CONFIGURATION = AgentAuthConfiguration(anonymous_allowed=True)


class Anonymous:
    """What the samples' connection manager is when no app is configured."""

    def provider(self, *_asked: object) -> AnonymousTokenProvider:
        return AnonymousTokenProvider()

    get_connection = get_default_connection = provider
    get_token_provider = get_token_provider_from_activity = provider

    def get_default_connection_configuration(self) -> AgentAuthConfiguration:
        return CONFIGURATION


CONNECTIONS = Anonymous()
ADAPTER = CloudAdapter(connection_manager=CONNECTIONS)
AGENT = AgentApplication[TurnState](
    storage=MemoryStorage(), adapter=ADAPTER, connection_manager=CONNECTIONS
)


@AGENT.activity("message")
async def on_message(context: TurnContext, _state: TurnState) -> None:
    await context.send_activity(f"Echo: {context.activity.text}")


async def messages(request: web.Request) -> web.Response:
    return await start_agent_process(request, AGENT, ADAPTER)


APP = web.Application()
APP.router.add_post("/api/messages", messages)
web.run_app(APP, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
