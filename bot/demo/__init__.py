"""A council in a box, to try Steward with: sample people, two years of figures, the Playground."""

import errno
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.app import App
from bot.demo import council, node
from bot.demo.fetch import NoPlayground
from bot.demo.filling import FILE, fill, fresh, meet
from bot.demo.show import show
from bot.settings import Settings

__all__ = ["FILE", "CannotStart", "fill", "fresh", "meet", "run", "site"]

LOOPBACK = "127.0.0.1"


def said_at_once(words: str) -> None:
    """Print it without waiting for more, so that it shows through a pipe too."""
    print(words, flush=True)


class CannotStart(Exception):
    """Why the demo cannot run here, and what to do about it."""


async def run(
    *,
    folder: Path | None,
    port: int,
    playground_port: int,
    open_browser: bool,
    now: Callable[[], datetime],
    say: Callable[[str], None] = said_at_once,
) -> None:
    """Run the demo until it is stopped. `folder` keeps its files; without it they are forgotten.

    Every run starts afresh, on the morning of a day on which figures are due. Raises CannotStart.
    """
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="steward-demo-")))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            settings = Settings(
                dev=True,
                host=LOOPBACK,
                port=port,
                council_name=council.NAME,
                database_url=f"sqlite:///{folder / FILE}",
            )
            await show(settings, folder, playground_port, now, open_browser=open_browser, say=say)
        except (NoPlayground, node.NoNode) as reason:
            raise CannotStart(str(reason)) from reason
        except OSError as reason:
            raise CannotStart(_why(reason, folder, port)) from reason


def _why(reason: OSError, folder: Path, port: int) -> str:
    if reason.errno == errno.EADDRINUSE:
        return f"Port {port} is in use. Try: steward demo --port {port + 1}"
    why = reason.strerror or reason
    return f"The demo cannot keep its files in {folder}: {why}. Name another with --data."


def site(app: App) -> web.Application:
    """Steward's web server, whose clock starts when somebody has opened the Playground's page.

    The page drops what was sent to it before.
    """
    opened = app.site(ticks=False)

    @web.middleware
    async def at_first_contact(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        if request.path == "/api/messages":
            app.clock.start()
        return answer

    opened.middlewares.append(at_first_contact)
    return opened
