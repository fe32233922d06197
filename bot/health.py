"""For whoever watches over Steward: is it alive, is it ready, and what do its numbers say."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from storage import deliveries, schema, sweeps
from storage.database import Busy, Database, DatabaseError, Session
from storage.schema import NewerSchema
from storage.undelivered import undelivered

EXPECTED = tuple(sweeps.EVERY)


def add_alive(app: web.Application) -> None:
    """`/healthz`, which says that the process answers and nothing more: anybody may ask."""

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    app.router.add_get("/healthz", healthz)


def add_routes(
    app: web.Application,
    database: Database,
    now: Callable[[], datetime],
    here: Callable[[], Mapping[str, datetime]] = dict,
) -> None:
    """What only the council's own watchers may ask: `/readyz` and `/metrics`, beside `/healthz`.

    `here` gives when each sweep last ended in this process; empty where no clock ticks.
    """

    async def readyz(_: web.Request) -> web.Response:
        faults = await asyncio.to_thread(unready, database, now(), here())
        return web.Response(
            text="\n".join(faults or ["ready"]) + "\n", status=503 if faults else 200
        )

    async def metrics(_: web.Request) -> web.Response:
        work = database.submit(lambda session: measured(session, now()))
        try:
            return web.Response(body=await asyncio.wrap_future(work), content_type="text/plain")
        except (Busy, DatabaseError) as error:
            raise web.HTTPServiceUnavailable from error

    add_alive(app)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)


def unready(database: Database, now: datetime, here: Mapping[str, datetime]) -> list[str]:
    """What keeps Steward from doing its work, a sentence each; empty when it is ready.

    The database knows when a sweep last ran in any replica; `here` tells of one whose own clock
    stands still while the others run.
    """
    try:
        if not schema.is_current(database):
            return ["The database has an old schema: run `steward migrate`."]
        ran = database.submit(sweeps.last_runs).result(timeout=10)
    except NewerSchema as newer:
        return [str(newer)]
    except (Busy, DatabaseError, TimeoutError) as error:
        return [f"The database does not answer ({type(error).__name__})."]
    faults = []
    for name in EXPECTED:
        if name not in ran:
            faults.append(f"The sweep {name} has not run yet.")
        elif _is_silent(ran[name], now):
            faults.append(f"The sweep {name} has not run since {ran[name]:%H:%M} UTC.")
        elif name in here and _is_silent(here[name], now):
            faults.append(
                f"The sweep {name} has not run in this process since {here[name]:%H:%M} UTC, "
                "though it has in another: start this one again."
            )
    return faults


def _is_silent(ran_at: datetime, now: datetime) -> bool:
    return now - ran_at > sweeps.SILENT_AFTER


def measured(session: Session, now: datetime) -> bytes:
    """The numbers in Prometheus' text format; every replica gives the same, from the database."""
    registry = CollectorRegistry()

    def gauge(name: str, says: str, value: float) -> None:
        Gauge(f"steward_{name}", says, registry=registry).set(value)

    waiting = Gauge(
        "steward_deliveries_waiting", "Cards not delivered", ["kind", "outcome"], registry=registry
    )
    ages = [0.0]
    for kind, outcome, _code, count, since in deliveries.waiting(session):
        waiting.labels(kind, outcome or "new").inc(count)
        ages.append((now - since).total_seconds())
    gauge("oldest_unsent_seconds", "Age of the oldest card not sent", max(ages))

    found = undelivered(session, now)
    gauge("delivery_attempts", "Attempts so far at what waits to be sent", found.attempts)
    gauge("deliveries_ambiguous", "Perhaps not shown, in 31 days", found.in_doubt)
    gauge("deliveries_possible_repeats", "Perhaps shown twice, in 31 days", found.repeated)
    gauge("people_unreachable", "People whose chat Teams refuses", len(found.out_of_reach))
    unreachable = Gauge(
        "steward_people_unreachable_by_code", "The same by Teams' word", ["code"], registry=registry
    )
    for one in found.out_of_reach:
        unreachable.labels(one.code).inc()
    gauge("throttled", "1 while Teams has asked to wait", found.throttled_until is not None)

    age = Gauge(
        "steward_sweep_age_seconds", "Time since a sweep last ended", ["sweep"], registry=registry
    )
    late = Gauge("steward_sweep_late_seconds", "How late a sweep is", ["sweep"], registry=registry)
    for name, ran in sweeps.last_runs(session).items():
        age.labels(name).set((now - ran).total_seconds())
        late.labels(name).set(sweeps.lateness(name, ran, now).total_seconds())
    failing = Gauge(
        "steward_duty_failures", "Failures in a row of a duty", ["duty"], registry=registry
    )
    for failure in sweeps.failures(session):
        failing.labels(failure.name).set(failure.times)
    return generate_latest(registry)
