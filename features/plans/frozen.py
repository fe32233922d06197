"""A change of an agreed plan names its reason and who agreed it, and is listed."""

from collections.abc import Iterable

from cycle.plan.action import PlanAction
from cycle.plan.corporate_plan import Plan
from features.tables.engine import Fields, TableEntry
from features.tables.job import ImportJob
from storage import plans
from storage.database import Session
from storage.plans import PlanChange


def refuse_change(entry: TableEntry[Plan], fields: Fields, job: ImportJob) -> None:
    """Note a fault where an agreed plan would change without a reason and an approver."""
    before = entry.before
    if before is None or before.state.is_open or not fields or job.options.approval.is_whole:
        return
    names = ", ".join(name for name, *_ in fields)
    entry.cells.fault(
        fields[0][0],
        f"{before.title} is agreed and {names} would change: import with --reason and --approver.",
    )


def log_changes(changed: Iterable[tuple[Plan, Fields]], job: ImportJob) -> None:
    """List what was changed of agreed plans."""
    approval = job.options.approval
    lines = [
        PlanChange(
            plan.title, name, old, new, approval.reason, approval.approver, approval.reference
        )
        for plan, fields in changed
        if not plan.state.is_open
        for name, old, new in fields
    ]
    plans.log_changes(job.session, lines, job.now)


def change_sentences(session: Session, plan: Plan, some: Iterable[PlanAction]) -> list[str]:
    """What was changed of the plan and its actions since it was agreed, the newest first."""
    things = {plan.title, *(action.ref for action in some)}
    return [
        _sentence(change) for change in reversed(plans.changes(session)) if change.thing in things
    ]


def _sentence(change: PlanChange) -> str:
    """`HOU-A02, title: Renew it → Replace it; it was too old (Cabinet)`."""
    moved = f"{change.old} → {change.new}" if change.old else change.new
    reason = f"; {change.reason}" if change.reason else ""
    return f"{change.thing}, {change.field.replace('_', ' ')}: {moved}{reason} ({change.approver})"
