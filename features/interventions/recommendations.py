"""Recommendations of audit and inspection come in from a file, and are followed to the end.

Whoever a recommendation names is asked for an action on the same card, and chased in the same way,
as for an intervention that the board asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cycle.improve.recommendation
from cycle.improve import recommendation_rows
from cycle.improve.intervention import Intervention
from cycle.improve.recommendation import Recommendation
from cycle.plan.cells import Cells
from cycle.plan.register import key
from features.tables.engine import TableEntry, TableImport, row_key
from features.tables.rows import ImportRow
from storage import deliveries, interventions, owed
from storage.interventions import StoredIntervention


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation as it is or is to be followed. `kept` is None for a new one, which is asked
    for as `recommendation` says.
    """

    intervention: Intervention
    kept: StoredIntervention | None = None
    recommendation: Recommendation | None = None


class RecommendationsTable(TableImport[Followed, ImportRow]):
    """Follows new ones, changes those that are open, closes those that are met; others stay."""

    name, noun = "recommendations", "recommendation"

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return recommendation_rows.COLUMNS

    @classmethod
    def required_columns(cls) -> tuple[str, ...]:
        return recommendation_rows.REQUIRED

    def read(self, rows: Sequence[Cells]) -> list[TableEntry[Followed]]:
        self.refuse_repeated(rows, "ref")
        kept = {
            key(one.intervention.reference): one
            for one in interventions.recommended(self.job.session)
        }
        everyone = self.job.everyone
        reader = recommendation_rows.RecommendationReader(
            find=self.job.find_person,
            indicators=self.job.indicators,
            known={
                ref: recommendation_rows.KnownRecommendation(one.intervention, one.indicator or 0)
                for ref, one in kept.items()
            },
            today=self.job.today,
            lookers={person for person in everyone if self.job.may_only_look(person)},
        )
        read = reader.read(rows)
        self._over = len(read.over)
        of_ref = {row_key(row, ("ref",)): row for row in reversed(rows)}
        entries = []
        for ref, now in read.to_follow.items():
            entries.append(TableEntry(of_ref[ref], *self._followed(kept.get(ref), now)))
        for ref, why in read.met.items():
            before = Followed(kept[ref].intervention, kept[ref])
            after = cycle.improve.recommendation.met(before.intervention, why, self.job.today)
            entries.append(TableEntry(of_ref[ref], before, Followed(after, kept[ref])))
        return entries

    def _followed(
        self, kept: StoredIntervention | None, now: Recommendation
    ) -> tuple[Followed | None, Followed]:
        if kept is None:
            asked = cycle.improve.recommendation.asked(
                now, self.job.today, self.job.council.calendar
            )
            return None, Followed(asked, recommendation=now)
        after = cycle.improve.recommendation.restated(kept.intervention, now)
        return Followed(kept.intervention, kept), Followed(after, kept)

    def subject(self, thing: Followed) -> str:
        return thing.intervention.reference

    def cells(self, thing: Followed) -> dict[str, str]:
        one = thing.intervention
        return {
            "recommendation": one.what,
            "owner": self.job.emails.get(one.owner or 0, ""),
            "asked_by": self.job.emails.get(one.asked_by, ""),
            "due": one.due.isoformat() if one.due else "",
            "status": (
                recommendation_rows.RecommendationStatus.OPEN
                if one.is_live
                else recommendation_rows.RecommendationStatus.CLOSED
            ).value,
            "reason": one.reason,
        }

    def record(self, new: Sequence[Followed], changed: Sequence[tuple[Followed, Followed]]) -> None:
        session, now = self.job.session, self.job.now
        for one in new:
            indicator = one.recommendation.indicator if one.recommendation else None
            self._ask(interventions.start(session, None, indicator, one.intervention, now))
        for _, after in changed:
            if after.kept is not None:
                self._change(after.kept, after.intervention)

    def notes(self, entries: Sequence[TableEntry[Followed]]) -> list[str]:
        """What is closed and was never followed here is no work for anybody."""
        if not self._over:
            return []
        said = f"{self._over} closed recommendation{'' if self._over == 1 else 's'}"
        them = "it" if self._over == 1 else "them"
        return [f"{said} left out, since nobody has followed {them} here"]

    def _ask(self, kept: StoredIntervention) -> None:
        one = kept.intervention
        name = f"{owed.INTERVENTION}:{kept.id}:{one.version}"
        session, now = self.job.session, self.job.now
        owed.to_person(
            session,
            one.owner,
            deliveries.NewDelivery(key=name, kind=owed.INTERVENTION, subject=str(kept.id), now=now),
        )

    def _change(self, before: StoredIntervention, after: Intervention) -> None:
        """Kept, and seen on every card; a new owner is asked in their own chat."""
        kept = interventions.change(self.job.session, before, after, self.job.now)
        owed.intervention_changed(self.job.session, kept.id, self.job.now)
        if after.owner != before.intervention.owner:
            self._ask(kept)
