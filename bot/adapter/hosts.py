"""Which service addresses Steward believes and calls: Teams' own, or in development this machine.

The address comes with each activity and is then called with our token, so it must be known first.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

Trusted = Callable[[str], bool]

_PLAIN = re.compile(r"https?://[\w.~:/%\[\]-]+", re.ASCII)  # no user, query, braces or blanks
_TEAMS = re.compile(
    r"smba\.trafficmanager\.net|smba\.infra(\.[a-z0-9-]+)+\.teams\.microsoft\.com", re.ASCII
)
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@lru_cache(maxsize=256)
def is_teams(service_url: str) -> bool:
    """Is it an https address of Teams' connector? Source: Microsoft Learn, proactive messages."""
    host, scheme, port = _parts(service_url)
    return scheme == "https" and port in {None, 443} and _TEAMS.fullmatch(host) is not None


@lru_cache(maxsize=256)
def is_loopback(service_url: str) -> bool:
    """Is it this machine, where the Playground listens?"""
    host, _scheme, _port = _parts(service_url)
    return host in _LOOPBACK


def _parts(url: str) -> tuple[str, str, int | None]:
    if not _PLAIN.fullmatch(url):
        return "", "", None
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.scheme, parts.port
    except ValueError:
        return "", "", None
