"""Steward as a process of its own, on the wire's near side; signed or not, whole or only its edge.

Signed means production's own path: real RS256 tokens in, checked against a metadata address; a real
bearer token out, from a token address. Only the three addresses are this machine's.
"""

import argparse
import json
import logging
import urllib.request
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from aiohttp import web
from botframework.connector.auth import (
    ChannelValidation,
    PasswordServiceClientCredentialFactory,
)

from benchmarks.council import NOW
from benchmarks.far_side import APP, TENANT
from bot import adapter
from bot.adapter import hosts
from bot.app import App
from bot.rate_limit import RateLimit
from bot.server import new_event_loop, tune_gc
from bot.settings import Settings
from bot.teams import Steward
from cards.elements import Card
from features.turn import Answer, Turn
from storage import cache
from storage.database import Database

_ENOUGH = RateLimit(turns=None)  # one person here speaks for a whole council


class _Credentials:
    def __init__(self, far: str) -> None:
        self._far = far

    def get_access_token(self) -> str:
        with urllib.request.urlopen(f"{self._far}token") as answer:  # our own address
            return str(json.load(answer)["access_token"])


class _Factory(PasswordServiceClientCredentialFactory):  # type: ignore[misc]
    def __init__(self, far: str) -> None:
        super().__init__(APP, "secret", TENANT)
        self._far = far

    async def create_credentials(self, *_arguments: object) -> _Credentials:
        return _Credentials(self._far)


def settings(url: str, far: str, *, signed: bool) -> Settings:
    if not signed:
        return Settings(dev=True, database_url=url, council_name="Wealdbrook District Council")
    ChannelValidation.open_id_metadata_endpoint = f"{far}meta"
    hosts.is_teams = hosts.is_loopback
    setattr(adapter, "credentials", lambda _settings: _Factory(far))  # noqa: B010 (the seam)
    return Settings(
        app_id=APP,
        app_password="secret",
        tenant_id=TENANT,
        database_url=url,
        council_name="Wealdbrook District Council",
    )


def edge(chosen: Settings, cards: Path) -> web.Application:
    """The adapter and the handler alone: each turn is answered with a card that stands ready."""
    shown = {path.stem: json.loads(path.read_text()) for path in cards.glob("*.json")}
    echo = Card("Echo", {"type": "AdaptiveCard", "version": "1.5", "body": []})
    ready = {name: Card(name, content) for name, content in shown.items()}

    async def respond(turn: Turn) -> Answer:
        name = "receipt" if turn.press else turn.text.partition(" ")[0]
        return Answer(card=ready.get(name, echo))

    built = adapter.build(chosen)
    app = web.Application(client_max_size=1024**2)
    handler = Steward(respond, now=lambda: NOW)
    app.router.add_post("/api/messages", adapter.endpoint(built, handler))
    return app


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("far")
    parser.add_argument("--database", default="sqlite://")
    parser.add_argument("--edge", type=Path)
    parser.add_argument("--signed", action="store_true")
    parser.add_argument("--ticks", action="store_true")
    parser.add_argument("--forgetful", action="store_true")
    given = parser.parse_args()
    if given.forgetful:
        cache.MOST = -1  # every turn reads the register and judges for itself
    logging.basicConfig(level=logging.WARNING)

    chosen = settings(given.database, given.far, signed=given.signed)
    if given.edge:
        site = edge(chosen, given.edge)
    else:
        database = Database(given.database)
        site = App(chosen, database, _clock(), allowance=_ENOUGH).site(ticks=given.ticks)
    tune_gc()
    loop = new_event_loop()
    web.run_app(site, host="127.0.0.1", port=given.port, print=None, access_log=None, loop=loop)


def _clock() -> Callable[[], datetime]:
    shift = NOW - datetime.now(NOW.tzinfo)
    return lambda: datetime.now(NOW.tzinfo) + shift


if __name__ == "__main__":
    main()
