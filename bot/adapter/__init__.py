"""The hardened edge to Teams: signed requests in, one pooled line out.

With `bot.teams` and `bot.messenger` the only place that knows the Bot Framework SDK.
"""

import asyncio
import time
from collections.abc import Callable

from botframework.connector.auth import ServiceClientCredentialsFactory

from bot.adapter import hosts, tokens
from bot.adapter.authentication import Authentication, credentials
from bot.adapter.connector import Connectors, Listener, Sleep
from bot.adapter.incoming import Adapter, endpoint
from bot.adapter.line import TeamsConnection
from bot.settings import BadSettings, Settings

__all__ = ["Adapter", "Listener", "TeamsConnection", "build", "endpoint"]


def build(
    settings: Settings,
    *,
    factory: ServiceClientCredentialsFactory | None = None,
    trusted: hosts.Trusted | None = None,
    clock: Callable[[], float] = time.time,
    listener: Listener | None = None,
    sleep: Sleep = asyncio.sleep,
) -> Adapter:
    """Make the adapter; raises BadSettings without an app or tenant, unless in development.

    `factory` makes credentials otherwise than the settings say, such as from a certificate;
    `trusted` names other service addresses, such as a government cloud's; the `listener` is told of
    each answer that leaves, for it counts in Teams' limits; `sleep` waits before a second try.
    """
    if not settings.dev and not (settings.app_id and settings.tenant_id):
        raise BadSettings(
            "STEWARD_APP_ID and STEWARD_TENANT_ID are missing. Without them anyone could speak."
        )
    factory = factory or credentials(settings)
    trusted = trusted or (hosts.is_loopback if settings.dev else hosts.is_teams)
    line = TeamsConnection(
        trusted, None if settings.dev else tokens.of_app(settings.app_id, factory)
    )
    connectors = Connectors(line, listener or Listener(), sleep)
    return Adapter(Authentication(settings, connectors, trusted, factory, clock), line)
