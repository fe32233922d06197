"""The SDK's connector client on our line: one per service address, its hot calls as plain JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity, ResourceResponse
from botframework.connector import BotFrameworkConnectorConfiguration
from botframework.connector.aio import ConnectorClient
from botframework.connector.aio.operations_async import ConversationsOperations
from botframework.connector.auth import ConnectorFactory, MicrosoftAppCredentials
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http.async_abc import AsyncClientResponse

from bot.adapter import patience
from bot.adapter.activities import written
from bot.adapter.line import (
    AUDIENCE,
    NoAnswer,
    NotAllowed,
    NotSent,
    Reply,
    RequestRefused,
    TeamsConnection,
    conversations,
)

CLIENTS = 64  # kept; Teams has a service address per region
AGAIN_AFTER = 1.0  # seconds before an answer is sent once more, where Teams names no time
TO_SEND = 2.0  # seconds of the turn's patience to keep for the second try

Sleep = Callable[[float], Awaitable[None]]


def _ignore(*_told: float) -> None:
    """Nobody wants to hear of it."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told of answers that leave, for they count in Teams' limits: each one that does, and
    for how many seconds Teams asks everybody to wait."""

    replied: Callable[[], None] = _ignore
    throttled: Callable[[float], None] = _ignore


class Connectors(ConnectorFactory):
    """Keeps one client per service address and audience: making one costs 10 ms."""

    def __init__(self, line: TeamsConnection, listener: Listener, sleep: Sleep) -> None:
        self._line = line
        self._listener = listener
        self._sleep = sleep
        self._clients: dict[tuple[str, str], ConnectorClient] = {}

    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:
        key = (service_url, audience or AUDIENCE)
        client = self._clients.get(key)
        if client is None:
            if len(self._clients) >= CLIENTS:
                del self._clients[next(iter(self._clients))]
            client = self._clients[key] = _client(self._line, self._listener, self._sleep, *key)
        return client


def _client(
    line: TeamsConnection, listener: Listener, sleep: Sleep, service_url: str, audience: str
) -> ConnectorClient:
    # The token is added by the line, so these credentials are empty.
    client = ConnectorClient(
        None,
        custom_configuration=BotFrameworkConnectorConfiguration(
            MicrosoftAppCredentials.empty(), service_url
        ),
    )
    client._client.config.pipeline = AsyncPipeline(
        [RawDeserializer()], ConnectorSender(line, audience)
    )
    hot = Conversations(client._client, client.config, client._serialize, client._deserialize)
    hot.line, hot.listener, hot.sleep, hot.service_url = line, listener, sleep, service_url
    client.conversations = hot
    return client


class Conversations(ConversationsOperations):
    """Send, reply, update and delete write their JSON at once; other calls go the SDK's way.

    What may pass is tried once more while the turn has time. They raise RequestRefused, NotSent or
    NoAnswer.
    """

    line: TeamsConnection
    listener: Listener
    sleep: Sleep
    service_url: str

    async def send_to_conversation(
        self, conversation_id: str, activity: Activity, **_options: Any
    ) -> ResourceResponse:
        path = conversations(conversation_id, "activities")
        return await self._carried_out("POST", path, activity)

    async def reply_to_activity(
        self, conversation_id: str, activity_id: str, activity: Activity, **_options: Any
    ) -> ResourceResponse:
        path = conversations(conversation_id, "activities", activity_id)
        return await self._carried_out("POST", path, activity)

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Activity, **_options: Any
    ) -> ResourceResponse:
        path = conversations(conversation_id, "activities", activity_id)
        return await self._carried_out("PUT", path, activity)

    async def delete_activity(
        self, conversation_id: str, activity_id: str, **_options: Any
    ) -> None:
        path = conversations(conversation_id, "activities", activity_id)
        await self._carried_out("DELETE", path, None)

    async def _carried_out(
        self, method: str, path: str, activity: Activity | None
    ) -> ResourceResponse:
        body = None if activity is None else written(activity)
        try:
            reply = await self._tried(method, path, body)
        except (RequestRefused, NotSent, NoAnswer) as failure:
            wait = _wait_before_again(failure)
            if wait is None or wait + TO_SEND > patience.left():
                raise
            await self.sleep(wait)
            reply = await self._tried(method, path, body)
        return ResourceResponse(id=reply.json().get("id"))

    async def _tried(self, method: str, path: str, body: dict[str, Any] | None) -> Reply:
        self.listener.replied()
        reply = await self.line.call(method, self.service_url, path, body, patience.left())
        if reply.status == 429:
            self.listener.throttled(reply.retry_after or AGAIN_AFTER)
        if not reply.ok:
            raise RequestRefused(reply)
        if method == "POST" and not reply.json().get("id"):
            raise NoAnswer(f"{reply.status} without an id")  # a proxy's page, perhaps
        return reply


def _wait_before_again(failure: RequestRefused | NotSent | NoAnswer) -> float | None:
    """Seconds after which it may be different; None where it will not be.

    An answer that is perhaps shown already may be shown twice: its asker loses nothing by that.
    """
    match failure:
        case RequestRefused():
            return failure.may_pass_in(AGAIN_AFTER)
        case NotAllowed():
            return None
        case _:
            return AGAIN_AFTER


class ConnectorSender(AsyncHTTPSender[Any, Any]):
    """Carries the SDK's other calls over the line, without a thread and a new connection each."""

    def __init__(self, line: TeamsConnection, audience: str) -> None:
        self._line = line
        self._audience = audience

    async def send(self, request: Request[Any], **_config: Any) -> Response[Any, Any]:
        wanted = request.http_request
        content = wanted.data.encode() if isinstance(wanted.data, str) else wanted.data
        reply = await self._line.send(wanted.method, wanted.url, content, self._audience)
        return Response(request, _Answer(wanted, reply), context={})

    async def __aexit__(self, *_exc: object) -> None:
        """The line outlives every client."""


class _Answer(AsyncClientResponse):
    def __init__(self, request: Any, reply: Reply) -> None:
        super().__init__(request, reply)
        self.status_code = reply.status
        self.headers = dict(reply.headers)
        self.reason = str(reply.status)

    def body(self) -> bytes:
        reply: Reply = self.internal_response
        return reply.content
