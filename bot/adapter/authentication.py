"""Who may speak to Steward: Teams itself, with a signed token, for this council's tenant."""

import time
from collections.abc import Callable
from types import SimpleNamespace

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
from bot.settings import Settings

ISSUER = "https://api.botframework.com"
REMEMBERED = 300.0  # seconds at most; a token that runs out earlier is forgotten earlier
MOST = 256  # tokens remembered


class Authentication(ConfigurationBotFrameworkAuthentication):
    """The SDK's token check, made strict; every failure is a PermissionError.

    The SDK lets pass a token without `exp`, an activity without serviceUrl or channelId, and any
    tenant. In development nobody has a token, and only this machine is believed and called.
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
        signing_keys.install()
        self._dev = settings.dev
        self._tenant_id = settings.tenant_id.lower()
        self._connectors = connectors
        self._trusted = trusted
        self._clock = clock
        self._verified: dict[str, tuple[AuthenticateRequestResult, float]] = {}
        self._anybody: AuthenticateRequestResult | None = None  # in development all are the same

    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        """Let the activity in, or raise PermissionError."""
        if not (activity.service_url and self._trusted(activity.service_url)):
            raise PermissionError("The service address is not Teams'.")
        if activity.channel_id != "msteams":
            raise PermissionError("The activity is not from Teams.")
        tenant = activities.tenant(activity).lower()
        if tenant != self._tenant_id and not (self._dev and not self._tenant_id):
            raise PermissionError("The activity is from another tenant.")
        if self._dev:
            self._anybody = self._anybody or await self._believed(activity, "")
            return self._anybody
        result = self._remembered(auth_header) or await self._checked(activity, auth_header)
        if result.claims_identity.claims.get("serviceurl") != activity.service_url:
            raise PermissionError("The token is for another service address.")
        return result

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> Connectors:
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """None: Steward never acts as the person."""

    async def _believed(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        result = await super().authenticate_request(activity, auth_header)
        result.connector_factory = self._connectors
        return result

    async def _checked(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        expires = _expiry(auth_header)
        try:
            result = await self._believed(activity, auth_header)
        except Exception as error:  # the SDK raises bare Exceptions; the door stays shut
            raise PermissionError(type(error).__name__) from error
        self._remember(auth_header, result, expires)
        return result

    def _remembered(self, auth_header: str) -> AuthenticateRequestResult | None:
        result, until = self._verified.get(auth_header, (None, 0.0))
        return result if self._clock() < until else None

    def _remember(self, auth_header: str, result: AuthenticateRequestResult, exp: float) -> None:
        self._verified.pop(auth_header, None)
        if len(self._verified) >= MOST:
            del self._verified[next(iter(self._verified))]
        self._verified[auth_header] = (result, min(exp, self._clock() + REMEMBERED))


def _expiry(auth_header: str) -> float:
    """The `exp` that the token claims, before any download for its sake; its issuer must be Teams'.

    This also keeps out the SDK's side doors for its emulator and for other bots.
    """
    scheme, _, token = auth_header.partition(" ")
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise PermissionError("The token cannot be read.") from error
    exp = claims.get("exp")
    if scheme != "Bearer" or claims.get("iss") != ISSUER or not isinstance(exp, int | float):
        raise PermissionError("The token is not from Teams, or never ends.")
    return float(exp)


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
