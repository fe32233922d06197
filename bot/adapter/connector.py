"""The SDK's connector client on our line: one per service address, its hot calls as plain JSON."""

from collections.abc import Callable
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

from bot.adapter.activities import written
from bot.adapter.line import AUDIENCE, Reply, RequestRefused, TeamsConnection, conversations

CLIENTS = 64  # kept; Teams has a service address per region


class Connectors(ConnectorFactory):
    """Keeps one client per service address and audience: making one costs 10 ms.

    `replied` is told of each request that leaves, for it counts in Teams' limits.
    """

    def __init__(self, line: TeamsConnection, replied: Callable[[], None] = lambda: None) -> None:
        self._line = line
        self._replied = replied
        self._clients: dict[tuple[str, str], ConnectorClient] = {}

    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:
        key = (service_url, audience or AUDIENCE)
        client = self._clients.get(key)
        if client is None:
            if len(self._clients) >= CLIENTS:
                del self._clients[next(iter(self._clients))]
            client = self._clients[key] = _client(self._line, self._replied, *key)
        return client


def _client(
    line: TeamsConnection, replied: Callable[[], None], service_url: str, audience: str
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
    hot.line, hot.replied, hot.service_url = line, replied, service_url
    client.conversations = hot
    return client


class Conversations(ConversationsOperations):
    """Send, reply, update and delete write their JSON at once; other calls go the SDK's way.

    They raise Refused, NotSent or NoAnswer.
    """

    line: TeamsConnection
    replied: Callable[[], None]
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
        self.replied()
        reply = await self.line.call(method, self.service_url, path, body)
        if not reply.ok:
            raise RequestRefused(reply)
        return ResourceResponse(id=reply.json().get("id"))


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
