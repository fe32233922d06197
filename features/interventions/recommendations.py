"""IMPROVE, by file: recommendations of audit and inspection come in, and are followed to the end.

Whoever a recommendation names is asked for an action on the same card, and chased in the same way,
as for an intervention that the board asks for.
"""

from collections.abc import Mapping
from datetime import datetime

from cycle.council import Council
from cycle.improve import recommendation as rules
from cycle.improve import recommendation_rows as table
from cycle.improve.intervention import Intervention
from cycle.people import Role
from cycle.periods import london_day
from cycle.plan import register as refs
from cycle.plan.cells import refuse_repeated
from cycle.plan.directory import Directory
from features.register.imports import refuse, rows_of
from features.tables.difference import Difference, detail
from papers.sheets import Sheet
from storage import audit, interventions, owed, people, register
from storage.audit import Actor
from storage.database import Session
from storage.interventions import StoredIntervention

REASON = "recommendations import"

Fields = list[tuple[str, str, str]]  # (field, old, new) of one changed recommendation


def import_recommendations(
    session: Session, sheet: Sheet, actor: Actor, now: datetime, council: Council
) -> Difference:
    """Follow new recommendations, change those that are open, close those that are met.

    Known by reference, so the same file twice changes nothing; those not in the file stay. Raises
    BadRows.
    """
    rows, today = rows_of(sheet, table.REQUIRED, table.COLUMNS), london_day(now)
    everyone = people.everyone(session).values()
    directory = Directory.of((person.name, person.email) for person in everyone)
    ids = {person.email: person.id for person in everyone}
    emails = {own: email for email, own in ids.items()}
    kept = {refs.key(one.intervention.reference): one for one in interventions.recommended(session)}
    reader = table.RecommendationReader(
        find=lambda text: ids[directory.find(text)],
        indicators={refs.key(one.ref): one for one in register.all_indicators(session)},
        known={key: table.Known(one.intervention, one.indicator or 0) for key, one in kept.items()},
        today=today,
        lookers={person.id for person in everyone if person.roles <= {Role.VIEWER}},
    )

    refuse_repeated(rows, "ref")
    read = reader.read(rows)
    refuse(rows)
    new = [one for key, one in read.to_follow.items() if key not in kept]
    after = {
        key: rules.restated(kept[key].intervention, one)
        for key, one in read.to_follow.items()
        if key in kept
    }
    after |= {key: rules.met(kept[key].intervention, why, today) for key, why in read.met.items()}
    changed = {key: one for key, one in after.items() if one is not kept[key].intervention}
    changes = {
        key: _differences(kept[key].intervention, one, emails) for key, one in changed.items()
    }

    for recommendation in new:
        asked = rules.asked(recommendation, today, council.calendar)
        started = interventions.start(session, None, recommendation.indicator, asked, now)
        _ask(session, started, now)
    for key, one in changed.items():
        _change(session, kept[key], one, now)
    added = [("recommendation added", one.reference, "", one.what, REASON) for one in new]
    logged = [
        (
            "recommendation changed",
            changed[key].reference,
            f"{name}: {old}",
            f"{name}: {to}",
            REASON,
        )
        for key, found in changes.items()
        for name, old, to in found
    ]
    audit.write_many(session, actor, now, added + logged)

    return Difference(
        new=len(new),
        changed=len(changed),
        unchanged=len(rows) - len(new) - len(changed) - len(read.over),
        details=tuple(detail(changed[key].reference, found) for key, found in changes.items()),
        notes=_notes(read),
    )


def _ask(session: Session, kept: StoredIntervention, now: datetime) -> None:
    one = kept.intervention
    key = f"{owed.INTERVENTION}:{kept.id}:{one.version}"
    owed.to_person(session, key, owed.INTERVENTION, str(kept.id), now, one.owner)


def _change(
    session: Session, before: StoredIntervention, after: Intervention, now: datetime
) -> None:
    """Kept, and seen on every card; a new owner is asked in their own chat."""
    kept = interventions.change(session, before, after, now)
    owed.intervention_changed(session, kept.id, now)
    if after.owner != before.intervention.owner:
        _ask(session, kept, now)


def _differences(before: Intervention, after: Intervention, emails: Mapping[int, str]) -> Fields:
    old, new = _cells(before, emails), _cells(after, emails)
    return [(name, old[name], new[name]) for name in old if old[name] != new[name]]


def _cells(one: Intervention, emails: Mapping[int, str]) -> dict[str, str]:
    return {
        "recommendation": one.what,
        "owner": emails.get(one.owner or 0, ""),
        "asked_by": emails.get(one.asked_by, ""),
        "due": one.due.isoformat() if one.due else "",
        "status": (
            table.RecommendationStatus.OPEN if one.is_live else table.RecommendationStatus.CLOSED
        ).value,
        "reason": one.reason,
    }


def _notes(read: table.Read) -> tuple[str, ...]:
    """What is closed and was never followed here is no work for anybody."""
    if not read.over:
        return ()
    count = len(read.over)
    said = f"{count} closed recommendation{'' if count == 1 else 's'}"
    return (f"{said} left out, since nobody has followed {'it' if count == 1 else 'them'} here",)
