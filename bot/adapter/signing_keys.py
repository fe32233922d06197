"""Microsoft's public signing keys: a new one is known within one request, not after a day.

The SDK's own fails on an unknown key for up to 24 hours and stops the whole loop while it
downloads. Source: our choice of the times below.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from botframework.connector.auth import AuthenticationConstants, ChannelValidation
from jwt import PyJWTError
from jwt.algorithms import RSAAlgorithm

log = logging.getLogger(__name__)

FRESH = 24 * 3600.0  # seconds that a downloaded set of keys serves
OLDEST = 4 * FRESH  # then a known key waits for the next set: a long weekend without a message
SAME_KEY = 300.0  # seconds between searches for one unknown key
ANY_KEY = 10.0  # seconds between searches for any: anyone can invent key names
RETRY = 10.0  # seconds after a download that failed
UNKNOWN = 1_000  # names remembered that were searched for in vain
WAITING = 32  # requests that may wait for one search
PATIENCE = 5.0  # seconds for each of the two downloads


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels that it may speak for; the SDK reads both names."""

    public_key: Any
    endorsements: list[str]


class SigningKeys:
    """The keys behind one metadata address, downloaded in a thread, one download at a time."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.url = url
        self._clock = clock
        self._lock = asyncio.Lock()
        self._keys: dict[str, Key] = {}
        self._refresh_at = float("-inf")
        self._too_old_at = float("-inf")
        self._refreshing: asyncio.Task[None] | None = None
        self._search_at = float("-inf")
        self._unknown: dict[str, float] = {}  # name → when it may be searched for again
        self._waiting = 0

    async def get(self, key_id: str) -> Key:
        """The key of that name; raises PermissionError where Microsoft publishes none.

        A known key does not wait for the daily download, which runs beside the request.
        """
        if self._clock() >= self._refresh_at:
            if key_id in self._keys and self._clock() < self._too_old_at:
                self._refresh_beside()
            else:
                await self._refresh()
        if key_id not in self._keys and self._may_search(key_id) and self._waiting < WAITING:
            self._waiting += 1
            try:
                await self._search(key_id)
            finally:
                self._waiting -= 1
        if key_id not in self._keys:
            raise PermissionError("The token names an unknown key.")
        return self._keys[key_id]

    def _may_search(self, key_id: str) -> bool:
        """One name is searched for once in five minutes, so invented names do not block a new one;
        any name once in ten seconds, so they do not make us hammer Microsoft."""
        now = self._clock()
        return now >= self._search_at and now >= self._unknown.get(key_id, now)

    def _refresh_beside(self) -> None:
        if self._refreshing is None or self._refreshing.done():
            self._refreshing = asyncio.create_task(self._refresh())

    async def _refresh(self) -> None:
        async with self._lock:
            if self._clock() >= self._refresh_at:
                self._refresh_at = self._clock() + (FRESH if await self._download() else RETRY)

    async def _search(self, key_id: str) -> None:
        async with self._lock:
            if key_id in self._keys or not self._may_search(key_id):
                return
            is_downloaded = await self._download()
            now = self._clock()
            self._search_at = now + ANY_KEY
            if is_downloaded and key_id not in self._keys:
                if len(self._unknown) >= UNKNOWN:
                    del self._unknown[next(iter(self._unknown))]
                self._unknown[key_id] = now + SAME_KEY

    async def _download(self) -> bool:
        try:
            async with asyncio.timeout(2 * PATIENCE):
                self._keys = await asyncio.to_thread(_published, self.url)
        except (OSError, ValueError, KeyError, TypeError) as error:  # requests' are OSErrors
            log.warning("signing keys not downloaded: %s", type(error).__name__)
            return False
        self._too_old_at = self._clock() + OLDEST
        return True


def _published(url: str) -> dict[str, Key]:
    address = _downloaded(url)["jwks_uri"]
    read = ((jwk["kid"], _key(jwk)) for jwk in _downloaded(address)["keys"] if _is_usable(jwk))
    return {name: key for name, key in read if key is not None}


def _downloaded(url: str) -> Any:
    response = requests.get(url, timeout=PATIENCE)
    response.raise_for_status()
    return response.json()


def _is_usable(jwk: Any) -> bool:
    return isinstance(jwk, dict) and jwk.get("kty") == "RSA" and isinstance(jwk.get("kid"), str)


def _key(jwk: Mapping[str, Any]) -> Key | None:
    """None for what is no key: one that is wrong must not take the others with it."""
    try:
        public = RSAAlgorithm.from_jwk(json.dumps(jwk))
    except (PyJWTError, ValueError):
        return None
    channels = jwk.get("endorsements")
    return Key(public, [str(channel) for channel in channels] if isinstance(channels, list) else [])


def metadata_address() -> str:
    """Where Microsoft says which keys it signs with; the SDK's own setting comes first."""
    set_by_sdk: str | None = ChannelValidation.open_id_metadata_endpoint
    default: str = AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
    return set_by_sdk or default
