"""The manifest of the Teams app: what Teams shows of Steward and where it may be used."""

import uuid
from dataclasses import dataclass
from typing import Any

from bot.package.commands import COMMANDS, GROUP, PERSONAL, TEAM, AppCommand

FILE, COLOUR_ICON, OUTLINE_ICON = "manifest.json", "color.png", "outline.png"
VERSIONS = ("1.22", "1.25", "1.29")
ACCENT = "#14504B"  # the ground of the icon
NAMESPACE = uuid.UUID("8f5f6f3e-6d1c-5b0a-9a57-2f6f0d8a4c11")  # Steward's own, for uuid5

SHORT = "Performance figures, exceptions and interventions of the council"
FULL = (
    "Steward reminds officers in their own chat before a figure is due, and takes it on a card. "
    "The Performance Board sees a red or deteriorating indicator in its channel at once, and "
    "answers on the card. Anyone may ask in plain words how things stand.\n\n"
    "Steward reads only what is said to it. It asks for no permission to read other messages."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppDetails:
    """What differs from council to council. `app_id` is the bot registration's application id."""

    app_id: str
    council_name: str
    website: str
    privacy: str
    terms: str
    name: str = "Steward"
    version: str = "1.0.0"


SEARCH = {
    "id": "indicator",
    "type": "query",
    "title": "Find an indicator",
    "description": "A few letters of its name or reference; its card is posted.",
    "context": ["compose", "commandBox"],
    "initialRun": True,
    "parameters": [
        {
            "name": "words",
            "title": "Indicator",
            "description": "For example “recycling” or “HOU-05”",
            "inputType": "text",
        }
    ],
}


def build_manifest(details: AppDetails, manifest_version: str, version: str) -> dict[str, Any]:
    """The manifest's content. `version` is the app's own, `manifest_version` the schema's.

    From 1.25 it names shared and private channels. From 1.29 commands name their triggers: only
    `mention`, since a slash command is a private message in a channel, which needs a private
    answer.
    """
    content: dict[str, Any] = {
        "$schema": (
            "https://developer.microsoft.com/json-schemas/teams/"
            f"v{manifest_version}/MicrosoftTeams.schema.json"
        ),
        "manifestVersion": manifest_version,
        "version": version,
        "id": teams_app_id(details.app_id),
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "developer": {
            "name": shortened(details.council_name, 32),
            "websiteUrl": details.website,
            "privacyUrl": details.privacy,
            "termsOfUseUrl": details.terms,
        },
        "name": {"short": details.name, "full": f"{details.name} for {details.council_name}"},
        "description": {"short": SHORT, "full": FULL},
        "icons": {"color": COLOUR_ICON, "outline": OUTLINE_ICON},
        "accentColor": ACCENT,
        "bots": [
            {
                "botId": details.app_id.lower(),
                "scopes": [PERSONAL, TEAM, GROUP],
                "isNotificationOnly": False,
                "supportsFiles": True,
                "commandLists": [
                    _command_list((PERSONAL,), manifest_version),
                    _command_list((TEAM,), manifest_version),
                    _command_list((GROUP,), manifest_version),
                ],
            }
        ],
        "composeExtensions": [{"botId": details.app_id.lower(), "commands": [SEARCH]}],
        "validDomains": [],
        "defaultInstallScope": PERSONAL,
    }
    if parse_version(manifest_version) >= (1, 25):
        content["supportsChannelFeatures"] = "tier1"
    return content


def teams_app_id(app_id: str) -> str:
    """The Teams app's own id: the same for the same bot, so that a new package is an update."""
    return str(uuid.uuid5(NAMESPACE, app_id.lower()))


def parse_version(text: str) -> tuple[int, ...]:
    """`1.22` as (1, 22), to be compared; raises ValueError."""
    return tuple(int(part) for part in text.split("."))


def shortened(text: str, most: int) -> str:
    """The text, cut at a word where it is longer than Teams takes."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0].rstrip(" ,") or text[:most]


def _command_list(scopes: tuple[str, ...], manifest_version: str) -> dict[str, Any]:
    listed: dict[str, Any] = {
        "scopes": list(scopes),
        "commands": [_command(one) for one in COMMANDS if one.scopes & set(scopes)],
    }
    if parse_version(manifest_version) >= (1, 29):
        listed["triggers"] = ["mention"]
    return listed


def _command(command: AppCommand) -> dict[str, str]:
    return {"title": command.title, "description": command.description}
