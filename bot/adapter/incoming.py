"""One HTTP request from Teams becomes one turn; and Teams gets a fitting answer, come what may."""

import asyncio
import hashlib
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from botbuilder.core import Bot, InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, DeliveryModes, ResourceResponse

from bot.adapter import patience
from bot.adapter.activities import Malformed, parse, read
from bot.adapter.authentication import Authentication
from bot.adapter.line import NoAnswer, NotSent, RequestRefused, TeamsConnection, encoded

log = logging.getLogger(__name__)

LARGEST = 256 * 1024  # bytes of a body; Teams itself stops at 100 KB
BODY_PATIENCE = 5.0  # seconds of the turn for the body to arrive
LOGGED_EVERY = 10.0  # seconds between two lines about who was turned away
SORRY = (
    "Sorry, something went wrong here. Please try again in a minute; "
    "if it happens again, tell the performance team."
)


class Adapter(CloudAdapter):
    """The SDK's adapter behind a strict door; `line` is what it sends on."""

    def __init__(self, authentication: Authentication, line: TeamsConnection) -> None:
        super().__init__(authentication)
        self.line = line
        self._authentication = authentication
        self._turned_away = TurnedAway()
        self.on_turn_error = apologise

    async def process(
        self, request: web.Request, bot: Bot, ws_response: object = None
    ) -> web.Response:
        """Answer one request: 201, an invoke's own answer, or 400, 401, 405, 413, 415.

        The token comes first: nothing of a stranger's body is read. A refusal ends the connection.
        """
        if request.method != "POST" or ws_response is not None:
            return _refused(405)
        with patience.begin():
            return await self._judged(request, bot)

    async def _judged(self, request: web.Request, bot: Bot) -> web.Response:
        auth_header = request.headers.get("Authorization", "")
        try:
            await self._authentication.verify(auth_header)
            activity = read(parse(await _body(request)))
            answer = await self.process_activity(auth_header, activity, bot.on_turn)
        except PermissionError as error:
            self._turned_away.tell(str(error))
            return _refused(401)
        except Malformed as error:
            return _refused(400, str(error))
        except BadBody as error:
            return _refused(error.status)
        return web.Response(status=201) if answer is None else _answered(answer)

    async def close(self) -> None:
        await self.line.close()

    def _create_turn_context(
        self,
        activity: Activity,
        claims_identity: Any,
        oauth_scope: Any,
        connector_client: Any,
        user_token_client: Any,
        logic: Any,
        connector_factory: Any,
    ) -> TurnContext:
        context = Context(self, activity)
        context.turn_state.update(
            {
                self.BOT_IDENTITY_KEY: claims_identity,
                self.BOT_CONNECTOR_CLIENT_KEY: connector_client,
                self.USER_TOKEN_CLIENT_KEY: user_token_client,
                self.BOT_CALLBACK_HANDLER_KEY: logic,
                self.CONNECTOR_FACTORY_KEY: connector_factory,
                self.BOT_OAUTH_SCOPE_KEY: oauth_scope,
            }
        )
        return context


class Context(TurnContext):
    """A turn that copies what it sends one level deep: the SDK copies whole cards.

    Nor does it leave a ring of references behind, as the SDK's way through handlers does: the
    collector would stop everything for it, for 90 ms in every thousand turns.
    """

    async def send_activities(self, activities: list[Activity]) -> list[ResourceResponse]:
        if self.activity.delivery_mode == DeliveryModes.expect_replies:
            sent: list[ResourceResponse] = await super().send_activities(activities)
            return sent
        leaving = [self._addressed(_copied(activity)) for activity in activities]
        sent = await self._emit(self._on_send_activities, leaving, self._send(leaving))
        return list(sent)

    async def _emit(self, plugins: Any, arg: Any, logic: Awaitable[Any]) -> Any:
        return await (super()._emit(plugins, arg, logic) if plugins else logic)

    def _addressed(self, activity: Activity) -> Activity:
        """To where the turn came from, as `apply_conversation_reference` does."""
        came = self.activity
        activity.channel_id, activity.locale = came.channel_id, came.locale
        activity.service_url, activity.conversation = came.service_url, came.conversation
        activity.from_property, activity.recipient = came.recipient, came.from_property
        if came.type != ActivityTypes.conversation_update and came.id:
            activity.reply_to_id = came.id
        activity.type = activity.type or ActivityTypes.message
        activity.input_hint = activity.input_hint or "acceptingInput"
        activity.id = None
        return activity

    async def _send(self, activities: list[Activity]) -> list[ResourceResponse]:
        sent: list[ResourceResponse] = await self.adapter.send_activities(self, activities)
        if any(activity.type != ActivityTypes.trace for activity in activities):
            self.responded = True
        return sent


def _copied(activity: Activity) -> Activity:
    made = Activity.__new__(Activity)
    made.__dict__ = dict(activity.__dict__)
    return made


def endpoint(adapter: Adapter, bot: Bot) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The aiohttp handler of POST /api/messages."""

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, bot)

    return messages


def refusal(status: int, code: str, message: str) -> InvokeResponse:
    """An error as Teams shows it beside a button. HTTP stays 200: else "Unable to reach app"."""
    value = {"code": code, "message": message}
    body = {"statusCode": status, "type": "application/vnd.microsoft.error", "value": value}
    return InvokeResponse(status=200, body=body)


async def apologise(context: TurnContext, error: Exception) -> None:
    """The one boundary of a turn: log where it broke, no word of what was said, and say sorry."""
    activity = context.activity
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error(
        "turn failed: %s in %s activity=%s conversation=%s\n%s",
        _named(error),
        activity.type,
        activity.id,
        hashlib.sha256(activity.conversation.id.encode()).hexdigest()[:12],
        where,
    )
    try:
        if activity.type == ActivityTypes.invoke:
            answer = refusal(500, "ServiceError", SORRY)
            await context.send_activity(Activity(type="invokeResponse", value=answer))
        elif activity.type == ActivityTypes.message:
            await context.send_activity(SORRY)
    except (NotSent, NoAnswer, RequestRefused) as again:
        log.warning("not even sorry could be said: %s", again)


def _named(error: Exception) -> str:
    """Its class, and Teams' word for it; the message of any other error may quote a person."""
    said = f" ({error})" if isinstance(error, NotSent | NoAnswer | RequestRefused) else ""
    return type(error).__name__ + said


class TurnedAway:
    """Logs who is turned away, a line in ten seconds at most, with how many there were."""

    def __init__(self) -> None:
        self._count = 0
        self._silent_until = 0.0

    def tell(self, why: str) -> None:
        self._count += 1
        now = time.monotonic()
        if now >= self._silent_until:
            log.warning("turned away: %s (%d since last said)", why, self._count)
            self._count, self._silent_until = 0, now + LOGGED_EVERY


class BadBody(Exception):
    """Not a body that Teams sends; `status` says in HTTP's own way why."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


async def _body(request: web.Request) -> bytes:
    """All of the body; raises BadBody where it is no plain JSON, too large, broken or too slow."""
    # A small body that is compressed could become a large one.
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise BadBody(415)
    if request.content.is_eof():  # as nearly always, all of it came with the headers
        whole = request.content.read_nowait()
        if len(whole) > LARGEST:
            raise BadBody(413)
        return whole
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            return await _arrived(request)
    except TimeoutError as error:
        raise BadBody(408) from error
    except web.RequestPayloadError as error:
        raise BadBody(400) from error


async def _arrived(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST:
            raise BadBody(413)
    return bytes(body)


def _refused(status: int, why: str = "") -> web.Response:
    response = web.Response(status=status, text=why)
    response.force_close()
    return response


def _answered(answer: InvokeResponse) -> web.Response:
    body = answer.body
    if body is None:
        return web.Response(status=answer.status)
    if hasattr(body, "serialize"):
        body = body.serialize()
    return web.Response(
        status=answer.status,
        body=encoded(body),
        content_type="application/json",
    )
