"""Who may speak to Steward: Teams itself, with a signed token, for this council's tenant."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import jwt
from botbuilder.integration.aiohttp import (
    ConfigurationBotFrameworkAuthentication,
    ConfigurationServiceClientCredentialFactory,
)
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    ClaimsIdentity,
    ServiceClientCredentialsFactory,
)

from bot.adapter import activities, signing_keys
from bot.adapter.connector import Connectors
from bot.adapter.hosts import Trusted
from bot.adapter.signing_keys import SigningKeys
from bot.settings import Settings

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
ALGORITHM = "RS256"
LEEWAY = 300.0  # seconds by which Microsoft's clock and ours may differ; the SDK's choice
REMEMBERED = 300.0  # seconds at most; a token that runs out earlier is forgotten earlier
MOST = 256  # tokens remembered


class Authentication(ConfigurationBotFrameworkAuthentication):
    """Two checks, each a PermissionError when it fails: the token alone, then what came with it.

    The token is checked before the body is read, so that a stranger cannot make Steward work. In
    development nobody has a token, and only this machine is believed and called.
    """

    def __init__(
        self,
        settings: Settings,
        connectors: Connectors,
        trusted: Trusted,
        credentials: ServiceClientCredentialsFactory,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(configuration(settings), credentials_factory=credentials)
        self._dev = settings.dev
        self._app_id = settings.app_id
        self._tenant_id = settings.tenant_id.lower()
        self._connectors = connectors
        self._trusted = trusted
        self._clock = clock
        self._keys: SigningKeys | None = None
        self._verified: dict[str, tuple[AuthenticateRequestResult, float]] = {}
        self._anybody = self._result({})  # in development all are the same

    async def verify(self, auth_header: str) -> AuthenticateRequestResult:
        """Check the token alone: scheme, issuer, audience, expiry, signature, endorsement."""
        if self._dev:
            return self._anybody
        result, until = self._verified.get(auth_header, (None, 0.0))
        if result is not None and self._clock() < until:
            return result
        token, key_id = self._claimed(auth_header)
        claims = await self._signed(token, key_id)
        result = self._result(claims)
        self._remember(auth_header, result, float(claims["exp"]))
        return result

    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        """Let the activity in, or raise PermissionError."""
        result = await self.verify(auth_header)
        if not (activity.service_url and self._trusted(activity.service_url)):
            raise PermissionError("The service address is not Teams'.")
        if activity.channel_id != CHANNEL:
            raise PermissionError("The activity is not from Teams.")
        tenant = activities.tenant(activity).lower()
        if tenant != self._tenant_id and not (self._dev and not self._tenant_id):
            raise PermissionError("The activity is from another tenant.")
        if not self._dev and result.claims_identity.claims.get("serviceurl") != (
            activity.service_url
        ):
            raise PermissionError("The token is for another service address.")
        return result

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> Connectors:
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """None: Steward never acts as the person."""

    def _claimed(self, auth_header: str) -> tuple[str, str]:
        """The token and its key's name, if it claims all that Teams' own do.

        Nothing is proved yet, but a token that cannot be good costs neither a download nor a
        signature. This also shuts the SDK's side doors for its emulator and for other bots.
        """
        scheme, _, token = auth_header.partition(" ")
        if scheme != "Bearer":
            raise PermissionError("There is no bearer token.")
        try:
            unproved = jwt.decode_complete(token, options={"verify_signature": False})
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise PermissionError("The token cannot be read.") from error
        header, claims = unproved["header"], unproved["payload"]
        key_id, exp = header.get("kid"), claims.get("exp")
        if header.get("alg") != ALGORITHM or not isinstance(key_id, str):
            raise PermissionError("The token names no key.")
        if claims.get("iss") != ISSUER or claims.get("aud") != self._app_id:
            raise PermissionError("The token is not from Teams to this app.")
        if not isinstance(exp, int | float) or exp + LEEWAY < self._clock():
            raise PermissionError("The token has run out, or never ends.")
        return token, key_id

    async def _signed(self, token: str, key_id: str) -> dict[str, Any]:
        """The claims, once Microsoft's key has proved them."""
        if self._keys is None:
            self._keys = SigningKeys(signing_keys.metadata_address())
        key = await self._keys.get(key_id)
        if CHANNEL not in key.endorsements:
            raise PermissionError("The key may not speak for Teams.")
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.public_key,
                algorithms=[ALGORITHM],
                audience=self._app_id,
                issuer=ISSUER,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise PermissionError(type(error).__name__) from error
        return claims

    def _result(self, claims: dict[str, Any]) -> AuthenticateRequestResult:
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(claims, True)
        result.audience = self.get_originating_audience()
        result.connector_factory = self._connectors
        return result

    def _remember(self, auth_header: str, result: AuthenticateRequestResult, exp: float) -> None:
        self._verified.pop(auth_header, None)
        if len(self._verified) >= MOST:
            del self._verified[next(iter(self._verified))]
        self._verified[auth_header] = (result, min(exp, self._clock() + REMEMBERED))


def configuration(settings: Settings) -> SimpleNamespace:
    """The settings under the names that the SDK reads; in development there is no app at all."""
    if settings.dev:
        return SimpleNamespace(APP_TYPE="MultiTenant", APP_ID="", APP_PASSWORD="")
    return SimpleNamespace(
        APP_TYPE=settings.app_type.value,
        APP_ID=settings.app_id,
        APP_PASSWORD=settings.app_password,
        APP_TENANTID=settings.tenant_id,  # no underscore inside: so the SDK wants it
    )


def credentials(settings: Settings) -> ServiceClientCredentialsFactory:
    """What makes the SDK's credentials from the settings: a secret or a managed identity."""
    return ConfigurationServiceClientCredentialFactory(configuration(settings))
