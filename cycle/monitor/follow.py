"""What follows from a finding: closing and celebrating is proposed, or the board hears it goes on.

Nothing closes itself: a person closes. Source: Performance Management Framework (September 2025),
Monitor: if it did not work, intervention continues.
"""

from collections.abc import Sequence
from enum import StrEnum

from cycle.improve.intervening import shown_by_a_figure
from cycle.improve.intervention import Intervention, Stage, Step
from cycle.monitor.working import Finding, Progress

PERIODS_TO_PROVE = 2  # working in so many periods; our choice, one may be luck


class Follows(StrEnum):
    """What Steward does about it."""

    NOTHING = "nothing"
    PROPOSE_TO_CLOSE = "propose to close it and to celebrate"
    TELL_THE_BOARD = "tell the board that it does not work and continues"


_STEPS = {
    Progress.WORKING: Step.SHOW_WORKING,
    Progress.TOO_EARLY: Step.SHOW_TOO_EARLY,
    Progress.NOT_WORKING: Step.SHOW_NOT_WORKING,
}


def followed(
    intervention: Intervention, findings: Sequence[Finding]
) -> tuple[Intervention, Follows]:
    """The intervention after its findings so far, oldest first, and what is to be done.

    To be asked at each new or corrected figure and on the day promised; the same findings give the
    same again, so that what was told for a period is known by intervention and period.
    """
    if not findings or not intervention.stage.is_under_way:
        return intervention, Follows.NOTHING
    after = shown_by_a_figure(intervention, _STEPS[findings[-1].progress])
    if findings[-1].progress is Progress.NOT_WORKING:
        return after, Follows.TELL_THE_BOARD
    if after.stage is Stage.WORKING and is_proved(findings):
        return after, Follows.PROPOSE_TO_CLOSE
    return after, Follows.NOTHING


def is_proved(findings: Sequence[Finding]) -> bool:
    """Whether it works for two periods running, and what was promised is reached by now.

    A real improvement that falls short of the promise is worth going on with, not closing.
    """
    last = findings[-PERIODS_TO_PROVE:]
    works = [finding.progress is Progress.WORKING for finding in last]
    return len(last) == PERIODS_TO_PROVE and all(works) and last[-1].is_reached
