"""Everything a paper is written from, read once from what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cycle.monitor.paper.editions import PORTFOLIO_HOLDER
from cycle.monitor.paper.views import (
    ChangeView,
    IndicatorView,
    MatterView,
    PaperFacts,
    PublishedLine,
    QuestionView,
    RiskView,
    SuccessView,
)
from cycle.periods import Period, london_day, london_instant
from cycle.plan.audit_plan import of_the_year
from cycle.plan.budget import newest_lines
from cycle.plan.indicator import Indicator
from cycle.review.quality import Quality
from features.digest import card
from features.papers.actions import actions_in_paper
from features.papers.agreed_set import agreed_set
from features.papers.changes import changes_of_the_set
from features.papers.foretold import with_forecasts
from features.papers.indicator_views import Wanted, choose, choose_statistics, views
from features.papers.matters import open_matters
from features.papers.restated import restatements
from features.papers.returns_due import returns_due
from features.quality import examined
from storage import (
    budget_lines,
    member_questions,
    papers,
    people,
    planned_audits,
    register,
    risks,
    successes,
)
from storage.database import Session
from storage.papers import Edition, Written


def gather_rows(session: Session, edition: Edition, wanted: Wanted) -> PaperFacts:
    """The indicators with what is done about exceptions, and the words: enough for the draft."""
    chosen = choose(session, wanted)
    matters = open_matters(session, wanted, register.by_id(register.all_indicators(session)))
    written = papers.words(session, edition.id) if edition.id else {}
    wishes = wanted.council.papers
    shown = with_forecasts(session, views(session, wanted, chosen, matters))
    words = {place: one.words for place, one in written.items()}
    agreed = agreed_set(session, wanted.set_year)
    if agreed is not None:
        shown = [replace(view, terms=agreed.terms_of(view.in_register)) for view in shown]
        words = {"scrutiny": agreed.kpi_set.comment, **words}
    return PaperFacts(
        kind=edition.kind,
        period=edition.period,
        council=wanted.council.name,
        made_at=wanted.now,
        body=edition.body,
        meeting=edition.meeting,
        edition=edition.edition,
        is_draft=True,
        reason=edition.reason,
        words=words,
        authors={PORTFOLIO_HOLDER: _holder(written)},
        implications=wishes.implications,
        indicators=tuple(shown),
        yearly=tuple(chosen.less_often),
        withheld=chosen.withheld,
        says_withheld=wishes.says_withheld,
        agreement=agreed.words if agreed else "",
        balance=agreed.balance(session, wanted.today) if agreed else (),
    )


def gather(session: Session, edition: Edition, wanted: Wanted) -> PaperFacts:
    """All facts of one edition of a paper, seen from the moment in `wanted`."""
    rows = gather_rows(session, edition, wanted)
    indicators = register.by_id(register.all_indicators(session))
    shown = {view.indicator.id for view in rows.indicators}
    last = papers.last_given_out(session, edition.kind, edition.body, wanted.now)
    since = last.frozen_at if last and last.frozen_at else _beginning(wanted.period)
    last_lines = papers.lines(session, last.id) if last else []
    return replace(
        rows,
        questions=_questions(session, wanted, edition, since),
        successes=_successes(session, wanted, indicators, shown),
        restatements=restatements(session, rows.indicators, last_lines, since),
        changes=_changes(session, wanted, since, is_first=last is None),
        actions=actions_in_paper(session, wanted),
        returns=returns_due(session, wanted),
        statistics=tuple(_statistics(session, wanted)),
        qualities=tuple(_qualities(session, wanted, rows)),
        budgets=tuple(newest_lines(budget_lines.all_lines(session), wanted.period)),
        audits=tuple(of_the_year(planned_audits.all_audits(session), wanted.period, wanted.today)),
        risks=_risks(session, wanted),
        matters=_matters(session, wanted),
        last_lines=tuple(last_lines),
        last_title=f"{last.period.words}, edition {last.edition}" if last else "",
    )


def _changes(
    session: Session, wanted: Wanted, since: datetime, *, is_first: bool
) -> tuple[ChangeView, ...]:
    """The changes of the set put forward; of other papers, those of the register since the last."""
    if (agreed := agreed_set(session, wanted.set_year)) is not None:
        return agreed.changes(session)
    return changes_of_the_set(session, wanted, since, is_first=is_first)


def _statistics(session: Session, wanted: Wanted) -> list[IndicatorView]:
    """The Statistics that the paper may show; none where it tells of no results."""
    if not wanted.kind.has_results:
        return []
    return views(session, wanted, choose_statistics(session, wanted), {})


def _qualities(session: Session, wanted: Wanted, rows: PaperFacts) -> list[Quality]:
    """How the figures of its indicators came in over the last year."""
    if not wanted.kind.has_results:
        return []
    shown = [view.in_register for view in rows.indicators]
    return examined(session, shown, wanted.council, wanted.today)


def published_lines(views_shown: Sequence[IndicatorView]) -> list[PublishedLine]:
    """What a paper says of each indicator, to be kept when it is frozen."""
    return [
        PublishedLine(
            indicator=view.indicator.id,
            ref=view.indicator.ref,
            period=view.standing.period,
            version=view.standing.figure.version if view.standing.figure else 0,
            value=view.standing.value,
            target=view.standing.target,
            band=view.standing.label,
            rule=view.standing.rating.rule,
            direction=str(view.standing.short.direction) if view.standing.short else "",
        )
        for view in views_shown
    ]


def _holder(written: Mapping[str, Written]) -> str:
    """Whose words the portfolio holder's are: an officer types them, the member signs them."""
    return written["report of"].words if "report of" in written else "the portfolio holder"


def _beginning(period: Period) -> datetime:
    return london_instant(period.start, 0)


def _end(period: Period) -> datetime:
    return london_instant(period.end + timedelta(days=1), 0)


def _questions(
    session: Session, wanted: Wanted, edition: Edition, since: datetime
) -> tuple[QuestionView, ...]:
    """Those of the paper's body that are open, or were closed since the last report."""
    owners = people.names(session, member_questions.owners(session))
    indicators = register.by_id(register.all_indicators(session))
    found = []
    for kept in member_questions.of_body(session, edition.body, since):
        about = indicators.get(kept.indicator or 0)
        if wanted.is_public:
            who = f"The {about.service} service" if about and about.service else "The council"
        else:
            who = owners.get(kept.owner or 0, "")
        found.append(
            QuestionView(
                body=kept.body.value,
                meeting=kept.meeting,
                words=kept.words,
                about=str(about) if about else "",
                answer=kept.answer,
                answered_on=london_day(kept.answered_at) if kept.answered_at else None,
                promised=kept.promised,
                who=who,
                is_closed=kept.is_closed,
            )
        )
    return tuple(found)


def _successes(
    session: Session, wanted: Wanted, indicators: Mapping[int, Indicator], shown: set[int]
) -> tuple[SuccessView, ...]:
    """Those of periods that end in the paper's."""
    period = wanted.period
    return tuple(
        SuccessView(indicator=indicators[one.indicator], sentence=one.sentence, learnt=one.learnt)
        for one in reversed(successes.since(session, _beginning(period)))
        if one.indicator in shown and period.start <= one.period.end <= period.end
    )


def _risks(session: Session, wanted: Wanted) -> tuple[RiskView, ...]:
    """The open risks, the highest score first, with what their owners answered in the period."""
    answers = risks.answers(session, _beginning(wanted.period), _end(wanted.period))
    known = risks.everything(session)
    found = []
    for own, risk in known.items():
        said = [one for one in answers if one.risk == own]
        if risk.status.value != "open" and not said:
            continue
        found.append(
            RiskView(
                ref=risk.ref,
                title=risk.title,
                score=risk.score,
                before=said[0].score_before if said else None,
                words=said[-1].words if said and not wanted.is_public else "",
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.score, one.ref)))


def _matters(session: Session, wanted: Wanted) -> tuple[MatterView, ...]:
    """What comes under the board's six duties: the digest, whole."""
    if wanted.is_public or wanted.period.frequency.months != 1:
        return ()
    lines = card.digest_lines(session, wanted.period, wanted.now, wanted.council)
    return tuple(
        MatterView(matter=line.matter, about=line.about, words=line.words) for line in lines
    )
