"""Where Steward posts, what has not arrived, and whether its clock stands still."""

from cycle.questions import question
from features.delivery import (
    channels,
    late_answers,
    lost_channel,
    report,
    retention,
    standstill,
    too_large,
    unreachable,
)
from features.feature import Feature, Sweep

FEATURE = Feature(
    questions={
        question.PostAlertsHere: channels.post_alerts_here,
        question.PostEscalationsHere: channels.post_escalations_here,
        question.DeliveryReport: report.answer_question,
    },
    cards={
        standstill.KIND: standstill.paint,
        lost_channel.KIND: lost_channel.paint,
        late_answers.KIND: late_answers.paint,
        unreachable.KIND: unreachable.paint,
        too_large.KIND: too_large.paint,
    },
    sweeps=(
        Sweep("chase", "lost channels", lost_channel.tell_team),
        Sweep("chase", "people out of reach", unreachable.tell_team),
        Sweep("chase", "late answers", late_answers.forget_shown, in_working_hours=False),
        Sweep("chase", "retention", retention.tidy, in_working_hours=False),
    ),
)
