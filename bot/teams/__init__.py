"""What happens in Teams becomes a Turn; the Answer becomes what the person sees next."""

import html
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import Activity, Attachment

from bot.adapter import activities
from bot.adapter.incoming import refusal
from bot.adapter.line import NoAnswer, NotSent, RequestRefused
from bot.teams import reading
from cards.shortened import shortened
from features.turn import Answer, Event, SearchHit, Turn

Respond = Callable[[Turn], Awaitable[Answer | None]]
Later = Callable[[Turn, Answer], Awaitable[None]]
log = logging.getLogger(__name__)

REPEATED_WITHIN = timedelta(minutes=10)  # our choice; Teams repeats within a minute
MOST_POSTED = 28_000  # bytes of a card from the compose box; source: Microsoft Learn
THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
REMEMBERED = 2_000  # messages and installations
NOT_UNDERSTOOD = "Sorry, that button was not understood. Please open the card again and retry."


class Steward(TeamsActivityHandler):
    """The SDK's handler, with one `respond` for everything that happens.

    `later` shows an answer that Teams did not take in time.

    A message that Teams sends again is dropped; a press is always answered, for `respond` knows
    its nonce and gives the saved result.
    """

    def __init__(
        self, respond: Respond, *, now: Callable[[], datetime], later: Later | None = None
    ) -> None:
        self._respond = respond
        self._later = later or _never
        self._now = now
        self._messages = Recent()
        self._installations = Recent()

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        if isinstance(activity.value, dict):
            await self._submitted(turn_context)
        elif self._messages.is_new((activity.conversation.id, activity.id), self._now()):
            text = reading.without_mention(activity)
            files = reading.attached_files(activity)
            sent = reading.table_sent(activity)
            turn = self._turn(activity, Event.TEXT, text=text, files=files, download=sent)
            answer = await self._respond(turn)
            if answer is not None:
                await self._show(turn_context, turn, answer)

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        activity = turn_context.activity
        if activity.name == reading.FILE_CONSENT:
            return await self._consented(activity)
        if activity.name == reading.SEARCH:
            return await self._searched(activity)
        if activity.name != "adaptiveCard/action":
            other: InvokeResponse | None = await super().on_invoke_activity(turn_context)
            if other is None or other.status >= 400:
                return refusal(400, "NotSupported", NOT_UNDERSTOOD)
            return other
        try:
            press = reading.executed(activity.value)
        except reading.MalformedPress:
            return refusal(400, "BadRequest", NOT_UNDERSTOOD)
        turn = self._turn(activity, Event.PRESS, press=press, card_id=activity.reply_to_id or "")
        return _invoke_response(await self._respond(turn))

    async def _consented(self, activity: Activity) -> InvokeResponse:
        """*Accept* or *Decline* of Teams' own file card, which shows no answer of ours."""
        try:
            press = reading.consented(activity.value)
        except reading.MalformedPress:
            return refusal(400, "BadRequest", NOT_UNDERSTOOD)
        await self._respond(self._turn(activity, Event.PRESS, press=press))
        return InvokeResponse(status=200)

    async def _searched(self, activity: Activity) -> InvokeResponse:
        """Letters typed into the compose box: a list, of which the chosen one's card is posted."""
        try:
            words = reading.searched(activity.value)
        except reading.MalformedPress:
            return refusal(400, "BadRequest", NOT_UNDERSTOOD)
        answer = await self._respond(self._turn(activity, Event.SEARCH, text=words))
        return InvokeResponse(status=200, body=_search_result(answer.hits if answer else ()))

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        action = turn_context.activity.action or ""
        if action.startswith("add"):
            await self._installed(turn_context)
        elif action.startswith("remove"):
            await self._removed(turn_context)
        else:
            await self._other(turn_context)

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        if reading.is_bot_among(activity.members_added, activity):
            await self._installed(turn_context)
        elif reading.is_bot_among(activity.members_removed, activity):
            await self._removed(turn_context)
        else:
            await self._other(turn_context)

    async def _other(self, turn_context: TurnContext) -> None:
        await self._respond(self._turn(turn_context.activity, Event.OTHER))

    on_message_update_activity = _other
    on_message_delete_activity = _other
    on_message_reaction_activity = _other
    on_event_activity = _other
    on_end_of_conversation_activity = _other
    on_typing_activity = _other
    on_unrecognized_activity_type = _other

    async def _installed(self, turn_context: TurnContext) -> None:
        """Teams tells of one installation twice, in two kinds of activity."""
        activity = turn_context.activity
        is_new = self._installations.is_new((activity.conversation.id, "bot"), self._now())
        event = Event.INSTALLED if is_new else Event.OTHER
        turn = self._turn(activity, event)
        answer = await self._respond(turn)
        if is_new and answer is not None:
            await self._show(turn_context, turn, answer)

    async def _removed(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        self._installations.forget((activity.conversation.id, "bot"))
        await self._respond(self._turn(activity, Event.REMOVED))

    async def _submitted(self, turn_context: TurnContext) -> None:
        """A press on a client too old for Action.Execute: it comes as a message."""
        activity = turn_context.activity
        card_id = activity.reply_to_id or ""
        try:
            press = reading.submitted(activity.value)
        except reading.MalformedPress:
            await turn_context.send_activity(NOT_UNDERSTOOD)
            return
        turn = self._turn(activity, Event.PRESS, press=press, card_id=card_id)
        answer = await self._respond(turn)
        if answer is None:
            return
        await self._show(turn_context, turn, answer)

    async def _show(self, turn_context: TurnContext, turn: Turn, answer: Answer) -> None:
        """Send the answer; what Teams does not take in the turn's time is shown afterwards."""
        try:
            await _send(turn_context, turn, answer)
        except (NotSent, NoAnswer, RequestRefused) as failure:
            if isinstance(failure, RequestRefused):
                if failure.reply.status == 413:
                    await _send(turn_context, turn, Answer(card=shortened(answer.card)))
                    return
                if failure.may_pass_in(0.0) is None:
                    raise
            log.warning("an answer is shown later: %s activity=%s", failure, turn.activity_id)
            await self._later(turn, answer)

    def _turn(self, activity: Activity, event: Event, **more: Any) -> Turn:
        return Turn(
            event=event,
            sender=reading.sender(activity),
            place=reading.place(activity),
            now=self._now(),
            activity_id=activity.id or "",
            **more,
        )


class Recent:
    """What was seen within the last minutes; it forgets the oldest when it is full."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], datetime] = {}

    def is_new(self, key: tuple[str, str | None], now: datetime) -> bool:
        """True at first sight, and where there is no id to know it by."""
        conversation, name = key
        if not name:
            return True
        seen = self._seen.pop((conversation, name), None)
        if len(self._seen) >= REMEMBERED:
            del self._seen[next(iter(self._seen))]
        self._seen[conversation, name] = now
        return seen is None or now - seen > REPEATED_WITHIN

    def forget(self, key: tuple[str, str]) -> None:
        self._seen.pop(key, None)


async def _send(turn_context: TurnContext, turn: Turn, answer: Answer) -> None:
    """As a new message; or in the pressed card's place, where the client is too old for more."""
    if turn.press is None or not (answer.stay or turn.card_id):
        await turn_context.send_activity(message(answer))
    elif answer.stay:
        await turn_context.send_activity(answer.card.summary)
    else:
        edited = message(answer)
        edited.id = turn.card_id
        await turn_context.update_activity(edited)


async def _never(_turn: Turn, _answer: Answer) -> None:
    """Nobody shows it later."""


def message(answer: Answer) -> Activity:
    """The answer's card as a message, with its summary for the notification."""
    shown = activities.attachment(answer.card)
    card = Attachment(content_type=shown["contentType"], content=shown["content"])
    return Activity(type="message", summary=answer.card.summary, attachments=[card])


def _search_result(hits: Sequence[SearchHit]) -> dict[str, Any]:
    """What Teams lists; a card that is larger than it takes here is shortened."""
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [_listed(hit) for hit in hits],
        }
    }


def _listed(hit: SearchHit) -> dict[str, Any]:
    shown = activities.attachment(hit.card)
    if len(json.dumps(shown)) > MOST_POSTED:
        shown = activities.attachment(shortened(hit.card))
    preview = {"title": html.escape(hit.title), "text": html.escape(hit.text)}
    return {**shown, "preview": {"contentType": THUMBNAIL, "content": preview}}


def _invoke_response(answer: Answer | None) -> InvokeResponse:
    if answer is None:
        return InvokeResponse(status=200)
    kind, value = activities.CARD, activities.attachment(answer.card)["content"]
    if answer.stay:
        kind, value = "application/vnd.microsoft.activity.message", answer.card.summary
    return InvokeResponse(status=200, body={"statusCode": 200, "type": kind, "value": value})
