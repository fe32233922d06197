"""Reads an activity: who speaks, where, what was said or pressed. Card data is given types only.

Everything that a person wrote is cleaned here, once, whatever becomes of it.
"""

from collections.abc import Mapping
from typing import Any

from botbuilder.schema import Activity

from bot.adapter import activities
from cycle.text import without_hidden
from features.turn import Download, Press, Sender
from storage.places import Place, Scope

LONGEST_VERB = 100  # characters
LONGEST_FILE_NAME = 80  # characters said back
FILE_CONSENT = "fileConsent/invoke"
FILE_SENT = "application/vnd.microsoft.teams.file.download.info"
TABLES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
SEARCH = "composeExtension/query"
LONGEST_SEARCH = 100  # characters
_OF_UPLOADS = {
    "upload_url": "uploadUrl",
    "content_url": "contentUrl",
    "unique_id": "uniqueId",
    "file_type": "fileType",
}


class MalformedPress(ValueError):
    """The button's data is not what our cards carry."""


def sender(activity: Activity) -> Sender:
    """Who speaks; only what the signed activity says, and no e-mail yet."""
    account = activity.from_property
    return Sender(
        teams_id=account.id,
        aad_object_id=account.aad_object_id or "",
        name=without_hidden(account.name or ""),
    )


def place(activity: Activity) -> Place:
    """Where it happened. The tenant is in channelData: the SDK's own field is always empty."""
    team_id = activities.within(activity.channel_data, "team")
    scope = _scope(activity.conversation, team_id)
    conversation_id = activity.conversation.id
    channel_id = ""
    if scope is Scope.CHANNEL:
        named = activities.within(activity.channel_data, "channel")
        channel_id = named or conversation_id.partition(";")[0]
    return Place(
        conversation_id=conversation_id,
        scope=scope,
        service_url=activity.service_url,
        tenant_id=activities.tenant(activity),
        channel_id=channel_id,
        team_id=team_id,
    )


def _scope(conversation: Any, team_id: str) -> Scope:
    try:
        return Scope(conversation.conversation_type)
    except ValueError:  # some events do not say
        if team_id:
            return Scope.CHANNEL
        return Scope.GROUP if conversation.is_group else Scope.PERSONAL


def without_mention(activity: Activity) -> str:
    """What was said, less the mention of the bot itself; other words with its name stay."""
    text: str = activity.text or ""
    for entity in activity.entities or ():
        more = entity.additional_properties
        mentioned, said = more.get("mentioned"), more.get("text")
        is_bot = isinstance(mentioned, dict) and mentioned.get("id") == _bot_id(activity)
        if entity.type == "mention" and is_bot and isinstance(said, str) and said:
            text = text.replace(said, " ")
    return without_hidden(text.replace("&nbsp;", " ").replace("\xa0", " ")).strip()


def attached_files(activity: Activity) -> tuple[str, ...]:
    """The names of the files and pictures sent along; `a picture` where one has no name.

    Teams sends the words of every message once more as HTML, which is no file, unless it shows one.
    """
    files = []
    for attachment in activity.attachments or ():
        kind, name = str(attachment.content_type or ""), str(attachment.name or "")
        if kind == "text/html":
            continue  # the words once more
        usual = "a picture" if kind.startswith("image/") else "a file"
        files.append(without_hidden(name).strip()[:LONGEST_FILE_NAME] or usual)
    if not files and any("<img" in str(each.content) for each in activity.attachments or ()):
        return ("a picture",)  # pasted between the words
    return tuple(files)


def table_sent(activity: Activity) -> Download | None:
    """The first file among the attachments whose name is a table's; Teams tells where it lies.

    Only a personal chat carries such an address.
    """
    for attachment in activity.attachments or ():
        name, content = str(attachment.name or ""), attachment.content
        is_file = attachment.content_type == FILE_SENT and isinstance(content, Mapping)
        if not is_file or not name.lower().endswith(TABLES):
            continue
        url = content.get("downloadUrl")
        if isinstance(url, str) and url:
            return Download(name=without_hidden(name).strip()[-LONGEST_FILE_NAME:], url=url)
    return None


def _bot_id(activity: Activity) -> str:
    return (activity.recipient.id or "") if activity.recipient else ""


def is_bot_among(members: list[Any] | None, activity: Activity) -> bool:
    """Is it about the bot itself, among people who came or went?"""
    bot_id = _bot_id(activity)
    return bool(bot_id) and any(member.id == bot_id for member in members or ())


def executed(value: object) -> Press:
    """Read a press of Action.Execute; raises MalformedPress."""
    action = value.get("action") if isinstance(value, Mapping) else None
    if not isinstance(action, Mapping):
        raise MalformedPress
    return _press(action.get("verb"), action.get("data"))


def consented(value: object) -> Press:
    """Read the answer to Teams' own file card; raises MalformedPress."""
    if not isinstance(value, Mapping):
        raise MalformedPress
    context, told = value.get("context"), value.get("uploadInfo")
    action = value.get("action")
    if action not in ("accept", "decline") or not isinstance(context, Mapping):
        raise MalformedPress
    told = told if isinstance(told, Mapping) else {}
    carried = {name: told.get(sent) for name, sent in _OF_UPLOADS.items()}
    return _press(f"file_{action}", {"ask": context.get("ask"), **carried})


def searched(value: object) -> str:
    """The letters typed into the compose box, none at its first opening; raises MalformedPress."""
    parameters = value.get("parameters") if isinstance(value, Mapping) else None
    if not isinstance(parameters, list) or not all(isinstance(one, Mapping) for one in parameters):
        raise MalformedPress
    typed = {one.get("name"): one.get("value") for one in parameters}.get("words", "")
    return without_hidden(typed[:LONGEST_SEARCH]).strip() if isinstance(typed, str) else ""


def submitted(value: Mapping[str, Any]) -> Press:
    """Read a press of Action.Submit, whose data carries the verb; raises MalformedPress."""
    return _press(value.get("verb"), {key: value[key] for key in value if key != "verb"})


def _press(verb: object, carried: object) -> Press:
    """Nothing here is believed: it is only given types."""
    carried = {} if carried is None else carried
    if not (isinstance(verb, str) and 0 < len(verb) <= LONGEST_VERB):
        raise MalformedPress
    if not isinstance(carried, Mapping):
        raise MalformedPress
    ask, version = carried.get("ask", ""), carried.get("v", 0)
    if not isinstance(ask, str) or not isinstance(version, int) or isinstance(version, bool):
        raise MalformedPress
    inputs = {
        key: _as_text(value)
        for key, value in carried.items()
        if key not in {"ask", "v"} and isinstance(value, str | int | float)
    }
    return Press(verb=verb, ask=ask, version=version, inputs=inputs)


def _as_text(value: str | float) -> str:
    """As Teams itself writes it: a toggle is true or false."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return without_hidden(text)
