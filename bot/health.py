"""For whoever watches over Steward: is it alive, is it ready, and what do its numbers say."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from storage import deliveries, schema, sweeps
from storage.database import Busy, Database, DatabaseError, Session

SILENT_AFTER = timedelta(minutes=5)  # a sweep that has not ended for so long is worth a look
EXPECTED = ("collect", "deliver")


def add_routes(app: web.Application, database: Database, now: Callable[[], datetime]) -> None:
    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def readyz(_: web.Request) -> web.Response:
        faults = await asyncio.to_thread(unready, database, now())
        return web.Response(
            text="\n".join(faults or ["ready"]) + "\n", status=503 if faults else 200
        )

    async def metrics(_: web.Request) -> web.Response:
        work = database.submit(lambda session: measured(session, now()))
        try:
            return web.Response(body=await asyncio.wrap_future(work), content_type="text/plain")
        except (Busy, DatabaseError) as error:
            raise web.HTTPServiceUnavailable from error

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)


def unready(database: Database, now: datetime) -> list[str]:
    """What keeps Steward from doing its work, a sentence each; empty when it is ready."""
    try:
        if not schema.is_current(database):
            return ["The database has an old schema: run `steward migrate`."]
        ran = database.submit(sweeps.last_runs).result(timeout=10)
    except (Busy, DatabaseError, TimeoutError) as error:
        return [f"The database does not answer ({type(error).__name__})."]
    return [
        f"The sweep {name} has not run since {ran[name]:%H:%M} UTC."
        if name in ran
        else f"The sweep {name} has not run yet."
        for name in EXPECTED
        if name not in ran or now - ran[name] > SILENT_AFTER
    ]


def measured(session: Session, now: datetime) -> bytes:
    """The numbers in Prometheus' text format."""
    registry = CollectorRegistry()
    waiting = Gauge(
        "steward_deliveries_waiting", "Cards not delivered", ["kind", "outcome"], registry=registry
    )
    oldest = Gauge(
        "steward_oldest_unsent_seconds", "Age of the oldest card not sent", registry=registry
    )
    oldest.set(0)
    ages = []
    for kind, outcome, count, since in deliveries.waiting(session):
        waiting.labels(kind, outcome or "new").set(count)
        ages.append((now - since).total_seconds())
    oldest.set(max(ages, default=0))
    late = Gauge(
        "steward_sweep_age_seconds", "Time since a sweep last ended", ["sweep"], registry=registry
    )
    for name, ran in sweeps.last_runs(session).items():
        late.labels(name).set((now - ran).total_seconds())
    throttled = Gauge("steward_throttled", "1 while Teams has asked to wait", registry=registry)
    throttled.set(deliveries.throttled_until(session, now) is not None)
    return generate_latest(registry)
