"""Where an edition of a paper stands, and who may take it further: nothing given out is rewritten.

```mermaid
stateDiagram-v2
    [*] --> draft : somebody asks for it
    draft --> frozen : the performance team freezes it
    frozen --> published : the performance team publishes it
    frozen --> draft : reopened with a reason, as the next edition; this one stays
    published --> withdrawn : with a reason
    published --> draft : reopened with a reason, as the next edition; this one stays
```
"""

from enum import StrEnum

from cycle.monitor.paper.views import PaperKind
from cycle.people import Person, Role

PORTFOLIO_HOLDER = "portfolio holder"  # the place whose words must be there before publication
LONGEST_WORDS = 1_500  # characters of one place; our choice: half a page
LONGEST_REASON = 300  # characters; our choice


class PaperState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    FROZEN = "frozen"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PaperRefused(Exception):
    """What was asked of a paper cannot be done; the sentence says why, and what to do."""


def check_team(person: Person) -> None:
    """Raises PaperRefused unless the person belongs to the performance team."""
    if not person.is_a(Role.PERFORMANCE):
        raise PaperRefused("Only the performance team may do this: please ask them.")


def check_freeze(state: PaperState) -> None:
    if state is not PaperState.DRAFT:
        raise PaperRefused(f"This edition is {state} already, so it cannot be frozen again.")


def check_publish(kind: PaperKind, state: PaperState, has_holders_words: bool) -> None:
    """Raises PaperRefused unless it is frozen, and the portfolio holder's words are in it."""
    if state is PaperState.DRAFT:
        raise PaperRefused("Freeze the paper first: what is published must not change any more.")
    if state is not PaperState.FROZEN:
        raise PaperRefused(f"This edition is {state} already.")
    if kind.is_public and kind.has_results and not has_holders_words:
        raise PaperRefused(
            "The portfolio holder’s words are missing. Reopen the paper, write them, freeze it "
            "again."
        )


def check_reopen(state: PaperState, reason: str) -> None:
    if state not in (PaperState.FROZEN, PaperState.PUBLISHED):
        raise PaperRefused(f"This edition is {state}: only what is frozen can be reopened.")
    check_reason(reason)


def check_withdraw(state: PaperState, reason: str) -> None:
    if state is not PaperState.PUBLISHED:
        raise PaperRefused(f"This edition is {state}: only what is published can be withdrawn.")
    check_reason(reason)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise PaperRefused("Say why: the reason is printed with the next edition.")
    if len(reason) > LONGEST_REASON:
        raise PaperRefused(
            f"That is {len(reason):,} characters: at most {LONGEST_REASON} are kept."
        )


def check_words(words: str) -> None:
    if not words.strip():
        raise PaperRefused("Type the words first.")
    if len(words) > LONGEST_WORDS:
        raise PaperRefused(
            f"That is {len(words):,} characters: at most {LONGEST_WORDS:,} fit here."
        )
