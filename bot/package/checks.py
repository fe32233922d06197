"""Teams' rules for a package beyond its schema, checked before a file is written."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from bot.package import icons
from bot.package.manifest import COLOUR_ICON, FILE, OUTLINE_ICON
from bot.package.schema_check import faults_of, schema_of

EXAMPLE_HOSTS = ("example.com", "example.org", "example.net", "example", "test", "invalid")
LARGEST_ICON = 65_536  # bytes; ours are below 2,000


class BadPackage(Exception):
    """What is wrong with the package, a sentence in a line for each."""


def check_package(files: dict[str, bytes]) -> None:
    """Raises BadPackage with every fault of the package's files, by name as they lie in the zip."""
    found = [*_missing(files)]
    if not found:
        content = json.loads(files[FILE])
        found = [
            *faults_of(content, schema_of(content["manifestVersion"])),
            *_icon_faults(files),
        ]
        if not found:
            found = [*_manifest_faults(content)]
    if found:
        raise BadPackage("\n".join(found))


def _missing(files: dict[str, bytes]) -> Iterator[str]:
    for name in (FILE, COLOUR_ICON, OUTLINE_ICON):
        if name not in files:
            yield f"{name} is not in the package's topmost folder."


def _icon_faults(files: dict[str, bytes]) -> Iterator[str]:
    for name, size in ((COLOUR_ICON, icons.COLOUR_SIZE), (OUTLINE_ICON, icons.OUTLINE_SIZE)):
        content = files[name]
        try:
            width, height, pixels = icons.read_png(content)
        except (ValueError, KeyError, TypeError) as error:
            yield f"{name} cannot be read as a PNG: {error}."
            continue
        if (width, height) != (size, size):
            yield f"{name} is {width} × {height} pixels and must be {size} × {size}."
        if len(content) > LARGEST_ICON:
            yield f"{name} is too large a file."
        if name == OUTLINE_ICON and any(
            pixel not in (icons.WHITE, icons.CLEAR) for pixel in pixels
        ):
            yield f"{name} may have white and transparent pixels only."


def _manifest_faults(content: dict[str, Any]) -> Iterator[str]:
    """Of a manifest that fits the schema."""
    for name, address in content["developer"].items():
        if name.endswith("Url"):
            yield from _address_faults(name, address)
    yield from _name_faults(content)
    bot = content["bots"][0]
    if content["id"] == bot["botId"]:
        yield "The app's id and the bot's must differ: the same app could not be made again."
    names_channels = "supportsChannelFeatures" in content
    if "team" in bot["scopes"] and _is_from_1_25(content) and not names_channels:
        yield "From 1.25 a bot in teams has to name supportsChannelFeatures."
    for listed in bot["commandLists"]:
        yield from _command_faults(listed)


def _address_faults(name: str, address: str) -> Iterator[str]:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme.lower() != "https" or "." not in host:
        yield f"{name} is {address!r} and must be an address that begins with https://."
    elif host.endswith(tuple(f".{one}" for one in EXAMPLE_HOSTS)) or host in EXAMPLE_HOSTS:
        yield f"{name} is {address!r}, an example: name an address of the council."


def _name_faults(content: dict[str, Any]) -> Iterator[str]:
    short = content["name"]["short"]
    if not short.strip():
        yield "The app needs a name."
    if short != short.strip() or "\n" in short:
        yield "The app's name may not begin or end with a space, or have two lines."
    if "beta" in short.lower() or "microsoft" in short.lower():
        yield f"Teams refuses a name such as {short!r}: leave out the words Microsoft and beta."


def _command_faults(listed: dict[str, Any]) -> Iterator[str]:
    titles = [command["title"] for command in listed["commands"]]
    where = ", ".join(listed["scopes"])
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        yield f"The command {title!r} is listed twice for {where}."
    for command in listed["commands"]:
        if not command["title"].strip() or not command["description"].strip():
            yield f"A command for {where} has no title or no description."


def _is_from_1_25(content: dict[str, Any]) -> bool:
    return tuple(map(int, content["manifestVersion"].split("."))) >= (1, 25)
