"""What a paper still needs before it is frozen: figures, commentary, dated actions, words."""

from dataclasses import dataclass

from cycle.monitor.paper.editions import PORTFOLIO_HOLDER
from cycle.monitor.paper.sentences import plural
from cycle.monitor.paper.views import IndicatorView, PaperFacts
from cycle.review.schemes import Band

MOST_NAMED = 12  # references in one line


@dataclass(frozen=True, slots=True)
class PaperGaps:
    """What is missing; each a list of indicators, `holders_words` whether the words are wanted."""

    figures: tuple[IndicatorView, ...] = ()
    commentary: tuple[IndicatorView, ...] = ()
    actions: tuple[IndicatorView, ...] = ()
    holders_words: bool = False

    @property
    def is_complete(self) -> bool:
        return not (self.figures or self.commentary or self.actions or self.holders_words)

    @property
    def sentences(self) -> tuple[str, ...]:
        """A line for each thing that is missing; none when nothing is."""
        lines = [
            _line(self.figures, "figure", "not given"),
            _line(self.commentary, "commentary", "missing"),
            _line(self.actions, "action", "without a date"),
            "The portfolio holder’s words are not written." if self.holders_words else "",
        ]
        return tuple(line for line in lines if line)


def gaps(facts: PaperFacts) -> PaperGaps:
    """Missing figures; words where the colour asks for them; exceptions without a dated step."""
    if not facts.kind.has_results:
        return PaperGaps()
    views = facts.indicators
    return PaperGaps(
        figures=tuple(view for view in views if view.standing.is_awaiting),
        commentary=tuple(
            view
            for view in views
            if _needs_words(view)
            and not view.commentary
            and not facts.words.get(f"exception:{view.indicator.ref}")
        ),
        actions=tuple(view for view in facts.exceptions if not (view.matter and view.matter.steps)),
        holders_words=facts.kind.is_public and not facts.words.get(PORTFOLIO_HOLDER),
    )


def _needs_words(view: IndicatorView) -> bool:
    """Commentary is compulsory when Red or Amber."""
    return view.standing.band in (Band.RED, Band.AMBER)


def _line(views: tuple[IndicatorView, ...], what: str, state: str) -> str:
    if not views:
        return ""
    count = len(views)
    refs = ", ".join(view.indicator.ref for view in views[:MOST_NAMED])
    if count > MOST_NAMED:
        refs += f" and {count - MOST_NAMED} more"
    return f"{count} {what if count == 1 else plural(what)} {state}: {refs}."
