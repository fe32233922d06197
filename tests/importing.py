"""Take a table in as the command does, in the session that the test has."""

from datetime import datetime

from bot.imports import BY_NAME
from cycle.council import Council
from features.tables.difference import Difference
from features.tables.engine import import_table
from features.tables.job import ImportJob, ImportOptions
from papers.sheets import Sheet
from storage.audit import Actor
from storage.database import Session

NO_CHOICES = Council()


def bring_in(
    name: str,
    session: Session,
    sheet: Sheet,
    actor: Actor,
    now: datetime,
    *,
    council: Council = NO_CHOICES,
    **options,
) -> Difference:
    """`options` are those of ImportOptions; doubts are answered yes unless they say otherwise."""
    chosen = ImportOptions(**{"accepts_all": True, **options})
    job = ImportJob(session=session, actor=actor, now=now, council=council, options=chosen)
    return import_table(BY_NAME[name], sheet, job)
