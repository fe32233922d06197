"""What Steward sends unasked: new cards, cards edited in place, and who someone is.

Nothing here raises for a failure out there: an Attempt says how it ended, for the delivery to
record. Source of the classes: decision 0005, after Microsoft's list of connector errors.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.adapter import patience
from bot.adapter.activities import attachment
from bot.adapter.line import NoAnswer, NotAllowed, NotSent, Reply, TeamsConnection, conversations
from cards.elements import Card
from features.turn import Sender
from storage.outcomes import Attempt, Outcome
from storage.places import Place, Scope

log = logging.getLogger(__name__)

_OBJECT_ID = ("objectId", "aadObjectId")
INVITED = "#EXT#"  # in the principal name of everybody whom Entra knows from elsewhere


class Messenger:
    """Speaks as the bot `bot_id`, which is `28:` and the app id, on the adapter's line."""

    def __init__(self, line: TeamsConnection, *, bot_id: str) -> None:
        self._line = line
        self._bot = {"id": bot_id}

    async def create(self, place: Place, card: Card) -> Attempt:
        """Send a new message; in a channel a new post, whose thread is the conversation_id.

        In a thread that is there already it becomes a reply below the post.
        """
        message = _message(card, alert=place.scope is Scope.PERSONAL)
        if place.channel_id and not place.is_thread:
            return await self._post(place, message)
        path = conversations(place.conversation_id, "activities")
        attempt = await self._attempt("POST", place.service_url, path, message)
        return replace(attempt, conversation_id=place.conversation_id)

    async def update(self, place: Place, activity_id: str, card: Card) -> Attempt:
        """Edit a message in place. It may be repeated safely, so doubt counts as not sent."""
        path = conversations(place.conversation_id, "activities", activity_id)
        message = {**_message(card), "id": activity_id}
        attempt = await self._attempt("PUT", place.service_url, path, message, repeatable=True)
        return replace(attempt, conversation_id=place.conversation_id, activity_id=activity_id)

    async def open(self, member_id: str, service_url: str, tenant_id: str) -> Attempt:
        """Open the personal chat with someone and say nothing; a repeat gives the same chat.

        `member_id` is the Entra object id, or the `29:…` of a member where Teams asks for that.
        """
        wanted = {
            "bot": self._bot,
            "isGroup": False,
            "members": [{"id": member_id}],
            "channelData": {"tenant": {"id": tenant_id}},
        }
        return await self._attempt("POST", service_url, conversations(), wanted, repeatable=True)

    async def email(self, place: Place, sender: Sender) -> str:
        """The e-mail that the roster has for a member of staff, or an empty string."""
        roster = place.team_id or place.conversation_id.partition(";")[0]
        path, within = (
            conversations(roster, "members", sender.teams_id),
            patience.left(patience.ROSTER),
        )
        try:
            reply = await self._line.call("GET", place.service_url, path, within=within)
        except (NotSent, NoAnswer) as error:
            log.warning("roster not asked: %s", error)
            return ""
        if not reply.ok:
            log.warning("roster refused: %s ms-cv=%s", reply.code, reply.headers.get("MS-CV", ""))
            return ""
        return _email(reply.json(), place.tenant_id, sender.aad_object_id)

    async def close(self) -> None:
        await self._line.close()

    async def _post(self, place: Place, message: Mapping[str, Any]) -> Attempt:
        wanted = {
            "bot": self._bot,
            "isGroup": True,
            "channelData": {"channel": {"id": place.channel_id}, "tenant": {"id": place.tenant_id}},
            "activity": message,
        }
        return await self._attempt("POST", place.service_url, conversations(), wanted)

    async def _attempt(
        self,
        method: str,
        service_url: str,
        path: str,
        body: Mapping[str, Any],
        *,
        repeatable: bool = False,
    ) -> Attempt:
        doubtful = Outcome.NOT_SENT if repeatable else Outcome.AMBIGUOUS
        try:
            reply = await self._line.call(method, service_url, path, body)
        except NotAllowed as error:
            return Attempt(outcome=Outcome.PERMANENT, code=error.reason)
        except NotSent as error:
            log.warning("not sent: %s", error)
            return Attempt(outcome=Outcome.NOT_SENT, code=error.reason)
        except NoAnswer as error:
            log.warning("no answer: %s", error)
            return Attempt(outcome=doubtful, code=str(error))
        if reply.ok:
            attempt = _sent(reply, created=path == conversations(), edited=method == "PUT")
            if attempt is not None:
                return attempt
            log.warning("a success without an id, status %s", reply.status)
            return Attempt(outcome=doubtful, code=f"{reply.status} without an id")
        log.warning("refused: %s ms-cv=%s", reply.code, reply.headers.get("MS-CV", ""))
        outcome = _outcome(reply.status, doubtful)
        return Attempt(outcome=outcome, retry_after=reply.retry_after, code=reply.code)


def _message(card: Card, *, alert: bool = False) -> dict[str, Any]:
    message = {"type": "message", "summary": card.summary, "attachments": [attachment(card)]}
    return {**message, "channelData": {"notification": {"alert": True}}} if alert else message


def _outcome(status: int, doubtful: Outcome) -> Outcome:
    """Judged by the status alone: the content may be a gateway's page."""
    if status == 429:
        return Outcome.THROTTLED
    if status == 413:
        return Outcome.TOO_LARGE
    if status == 412:  # another operation on the same conversation: one of the two was not done
        return Outcome.NOT_SENT
    if status == 408 or status >= 500:
        return doubtful
    return Outcome.PERMANENT


def _sent(reply: Reply, *, created: bool, edited: bool) -> Attempt | None:
    """The new ids; None where the answer has none, so that it was perhaps a proxy's and not Teams'.

    An edit needs no new id, but its answer must not be a page.
    """
    body = reply.json()
    first = _text(body.get("id"))
    if edited:
        return Attempt(outcome=Outcome.SENT) if body or not reply.content.strip() else None
    if not first:
        return None
    if not created:
        return Attempt(outcome=Outcome.SENT, activity_id=first)
    activity = _text(body.get("activityId")) or first.partition(";messageid=")[2]
    return Attempt(outcome=Outcome.SENT, conversation_id=first, activity_id=activity)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _email(member: Mapping[str, Any], tenant_id: str, object_id: str) -> str:
    """The e-mail of one of the council's own people; what the roster leaves out is not believed.

    A guest's e-mail is not the council's to vouch for, and a guest may look like staff in part: so
    the role must be named, the tenant the council's, and no name that of somebody invited. The
    roster must also mean the very person whose token this is.
    """
    email = _text(member.get("email")).strip()
    names = (email, _text(member.get("userPrincipalName")))
    is_invited = any(INVITED in name.upper() for name in names)
    is_own = bool(tenant_id) and _text(member.get("tenantId")).lower() == tenant_id.lower()
    is_staff = member.get("userRole") == "user" and is_own and not is_invited
    return email if is_staff and _is_named(member, object_id) else ""


def _is_named(member: Mapping[str, Any], object_id: str) -> bool:
    """Teams names the identity in Entra by either field, or by both."""
    named = {_text(member[name]).lower() for name in _OBJECT_ID if member.get(name)}
    return bool(object_id) and named == {object_id.lower()}
