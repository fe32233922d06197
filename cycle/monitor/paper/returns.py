"""The paper on returns to government: what was due, what was sent, and what is late."""

from cycle.monitor.paper import tables
from cycle.monitor.paper.blocks import BulletList, Paper, Paragraph, Section
from cycle.monitor.paper.cover import NOTHING, cover_facts, notice
from cycle.monitor.paper.sentences import and_list, counted
from cycle.monitor.paper.views import PaperFacts


def returns(facts: PaperFacts) -> Paper:
    """Late ones first, then all of the period by the day they were due."""
    late = [one for one in facts.returns if one.is_late]
    shown, all_of_them = tables.returns(late), tables.returns(facts.returns)
    return Paper(
        title="Statutory returns",
        subtitle=facts.period.words,
        council=facts.council,
        facts=cover_facts(facts),
        front=(Section("Summary", (BulletList(_summary(facts)),)),),
        sections=(
            Section("Late", (shown,) if shown else (Paragraph(NOTHING),)),
            Section(
                "All returns of the period",
                (all_of_them,) if all_of_them else (Paragraph(NOTHING),),
            ),
        ),
        notice=notice(facts),
    )


def _summary(facts: PaperFacts) -> tuple[str, ...]:
    if not facts.returns:
        return (f"No return was due in {facts.period.words}.",)
    sent = sum(one.is_sent for one in facts.returns)
    late = [one.name for one in facts.returns if one.is_late]
    lines = [f"{counted(len(facts.returns), 'return')} due, {sent} sent."]
    if late:
        are = "is" if len(late) == 1 else "are"
        lines.append(f"{and_list(late)} {are} late.")
    return tuple(lines)
