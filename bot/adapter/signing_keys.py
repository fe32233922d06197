"""Microsoft's public signing keys: a new one is known within one request, not after a day.

Stands in for the SDK's `_OpenIdMetadata`, which fails on an unknown key for up to 24 hours and
stops the whole loop while it downloads. Source: our choice of the times below.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from botframework.connector.auth import jwt_token_extractor
from jwt import PyJWTError
from jwt.algorithms import RSAAlgorithm

log = logging.getLogger(__name__)

FRESH = 24 * 3600.0  # seconds that a downloaded set of keys serves
SEARCH_EVERY = 300.0  # seconds between downloads for an unknown key: anyone can invent key names
RETRY = 10.0  # seconds after a download that failed
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
        self._search_at = float("-inf")

    async def get(self, key_id: str | None) -> Key:
        """The key of that name; raises PermissionError where Microsoft publishes none."""
        if key_id is None:
            raise PermissionError("The token names no key.")
        if self._clock() >= self._refresh_at and not (key_id in self._keys and self._lock.locked()):
            await self._refresh()
        if key_id not in self._keys:
            await self._search(key_id)
        if key_id not in self._keys:
            raise PermissionError("The token names an unknown key.")
        return self._keys[key_id]

    async def _refresh(self) -> None:
        async with self._lock:
            if self._clock() >= self._refresh_at:
                self._refresh_at = self._clock() + (FRESH if await self._download() else RETRY)

    async def _search(self, key_id: str) -> None:
        async with self._lock:
            if key_id not in self._keys and self._clock() >= self._search_at:
                self._search_at = self._clock() + (
                    SEARCH_EVERY if await self._download() else RETRY
                )

    async def _download(self) -> bool:
        try:
            async with asyncio.timeout(2 * PATIENCE):
                self._keys = await asyncio.to_thread(_published, self.url)
        except (OSError, ValueError, KeyError, TypeError) as error:  # requests' are OSErrors
            log.warning("signing keys not downloaded: %s", type(error).__name__)
            return False
        return True


def _published(url: str) -> dict[str, Key]:
    address = _downloaded(url)["jwks_uri"]
    return {key["kid"]: _key(key) for key in _downloaded(address)["keys"] if _is_usable(key)}


def _downloaded(url: str) -> Any:
    response = requests.get(url, timeout=PATIENCE)
    response.raise_for_status()
    return response.json()


def _is_usable(key: Mapping[str, Any]) -> bool:
    return key.get("kty") == "RSA" and isinstance(key.get("kid"), str)


def _key(key: Mapping[str, Any]) -> Key:
    try:
        public = RSAAlgorithm.from_jwk(json.dumps(key))
    except PyJWTError as error:
        raise ValueError("not an RSA key") from error
    return Key(public, [str(channel) for channel in key.get("endorsements", [])])


def install() -> None:
    """Have the SDK's token check use these keys; named so in exactly botframework 4.17.1."""
    if jwt_token_extractor._OpenIdMetadata is not SigningKeys:
        jwt_token_extractor._OpenIdMetadata = SigningKeys
        jwt_token_extractor.JwtTokenExtractor.metadataCache.clear()
