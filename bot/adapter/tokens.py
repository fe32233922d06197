"""Tokens for what Steward sends: fetched off the loop, one at a time, and kept between turns."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import msal
from botframework.connector.auth import (
    AuthenticationConstants,
    MicrosoftAppCredentials,
    ServiceClientCredentialsFactory,
)

KEPT = 240.0  # seconds; MSAL hands out no token that has less than 300 left
PATIENCE = 10.0  # seconds to wait for a new one
CALL = 5  # seconds for one of MSAL's own calls, which otherwise have no limit


class NoToken(Exception):
    """The token service gave none; nothing has been sent."""


class Credentials(Protocol):
    """What fetches a token, blocking; the SDK's AppCredentials."""

    def get_access_token(self) -> str: ...


class Tokens:
    """Bearer tokens, one Credentials per audience."""

    def __init__(
        self,
        credentials: Callable[[str], Awaitable[Credentials]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = credentials
        self._clock = clock
        self._lock = asyncio.Lock()
        # A thread of its own: a hanging token service must not use up the shared pool.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="token")
        self._credentials: dict[str, Credentials] = {}
        self._kept: dict[str, tuple[str, float]] = {}

    async def token(self, audience: str) -> str:
        """The kept token, or a new one; raises NoToken."""
        token = self._still_good(audience)
        if token:
            return token
        try:
            async with asyncio.timeout(PATIENCE), self._lock:
                return self._still_good(audience) or await self._fetched(audience)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise NoToken(f"{type(error).__name__} {error}") from error

    def _still_good(self, audience: str) -> str:
        token, until = self._kept.get(audience, ("", 0.0))
        return token if self._clock() < until else ""

    async def _fetched(self, audience: str) -> str:
        if audience not in self._credentials:
            self._credentials[audience] = await self._make(audience)
        fetch = self._credentials[audience].get_access_token
        token = await asyncio.get_running_loop().run_in_executor(self._thread, fetch)
        self._kept[audience] = (token, self._clock() + KEPT)
        return token

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)


def of_app(app_id: str, factory: ServiceClientCredentialsFactory) -> Tokens:
    """The tokens of one app, by a secret or by a managed identity."""

    async def credentials(audience: str) -> Credentials:
        login = AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX
        made = await factory.create_credentials(app_id, audience, login, True)
        return _Patient(made) if type(made) is MicrosoftAppCredentials else made

    return Tokens(credentials)


class _Patient:
    """The SDK's credentials by secret, with a limit on MSAL's calls."""

    def __init__(self, credentials: MicrosoftAppCredentials) -> None:
        self._credentials = credentials

    def get_access_token(self) -> str:
        if self._credentials.app is None:  # made here, in the thread: making it calls out
            self._credentials.app = msal.ConfidentialClientApplication(
                client_id=self._credentials.microsoft_app_id,
                client_credential=self._credentials.microsoft_app_password,
                authority=self._credentials.oauth_endpoint,
                timeout=CALL,
            )
        token: str = self._credentials.get_access_token()
        return token
