"""Papers in chat: the draft and what it lacks, the words wanted, the frozen and the published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.elements import (
    Action,
    Button,
    ButtonRef,
    Card,
    ChoiceInput,
    Container,
    Text,
    TextInput,
    card,
    note,
    said,
    subheading,
    title,
    to_mend,
)
from cards.form_state import UNTOUCHED, FormState
from cycle.monitor.paper.editions import LONGEST_REASON, LONGEST_WORDS, PaperState
from cycle.periods import day_words, instant_words

MOST_LISTED = 20  # papers in one list
_MARKS = {
    PaperState.DRAFT: "○ Draft",
    PaperState.FROZEN: "■ Frozen",
    PaperState.PUBLISHED: "● Published",
    PaperState.WITHDRAWN: "× Withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOnCard:
    """One edition of a paper as cards show it. `name` is as in `Quarterly report, Q2 2026/27`.

    `frozen` and `published` say by whom and when, empty while it is not so.
    """

    name: str
    body: str
    state: PaperState
    edition: int = 1
    meeting: date | None = None
    frozen: str = ""
    published: str = ""
    reason: str = ""

    @property
    def below(self) -> str:
        parts = [f"For {self.body}"]
        if self.meeting:
            parts.append(f"meeting of {day_words(self.meeting)}")
        if self.edition > 1:
            parts.append(f"edition {self.edition}")
        return ", ".join(parts)


def who_and_when(name: str, at: datetime | None) -> str:
    return f"{name or 'somebody'}, {instant_words(at)}" if at else ""


def draft(
    paper: PaperOnCard,
    sentences: Sequence[str],
    missing: Sequence[str],
    ask: ButtonRef | None,
    *,
    notes: Sequence[str] = (),
    may_ask: bool = False,
) -> Card:
    """The draft: what it will say first, and everything that is missing.

    Verbs `paper_ask`, `paper_words`, `paper_preview`, `paper_freeze`, `paper_files`; without an
    `ask` no buttons.
    `may_ask` is whether there is somebody to ask for what is missing.
    """
    count = len(missing)
    state = "nothing is missing" if not missing else f"{count} thing{'s' * (count > 1)} missing"
    return card(
        f"{paper.name}: draft, {state}.",
        title(f"Paper · {_MARKS[paper.state]}", paper.name, paper.below),
        *(note(words) for words in notes),
        note(f"This edition replaces the last: {paper.reason}", "emphasis")
        if paper.reason
        else None,
        Container(subheading("What it says first"), *(Text(each) for each in sentences)),
        Container(
            subheading("What is missing"),
            *(Text(f"• {each}", spacing="Small") for each in missing),
            Text("Nothing is missing.") if not missing else None,
            style="emphasis",
        ),
        actions=_draft_actions(ask, may_ask=may_ask) if ask else [],
    )


def _draft_actions(ask: ButtonRef, *, may_ask: bool) -> list[Action]:
    return [
        *([Button("paper_ask", "Ask for what is missing", ask)] if may_ask else []),
        Button("paper_words", "Write the words", ask),
        Button("paper_preview", "Preview", ask),
        Button("paper_files", "Get the files", ask),
        Button("paper_freeze", "Freeze", ask, main=True),
    ]


def words_form(
    paper: PaperOnCard,
    places: Sequence[tuple[str, str]],
    place: str,
    words: str,
    ask: ButtonRef,
    *,
    faults: Sequence[str] = (),
) -> Card:
    """The form for words of the paper: inputs `place` and `words`, verb `paper_save`.

    `places` are pairs of what is shown and what is sent. `paper_back` leads back to the draft.
    """
    return card(
        f"{paper.name}: write the words.",
        title("Paper · Words", paper.name, paper.below),
        to_mend(faults),
        ChoiceInput(places, id="place", label="For which place (required)", value=place),
        TextInput(
            id="words",
            label=f"Words, at most {LONGEST_WORDS:,} characters (required)",
            is_multiline=True,
            value=words,
        ),
        Text(
            "A new line begins a new paragraph, and in recommendations the next one.",
            size="Small",
            is_subtle=True,
        ),
        actions=[
            Button("paper_save", "Save the words", ask, main=True),
            Button("paper_place", "Show what stands there", ask),
            Button("paper_back", "Back to the draft", ask, sends_inputs=False),
        ],
    )


def given_out(
    paper: PaperOnCard,
    sentences: Sequence[str],
    files: Sequence[tuple[str, str]],
    ask: ButtonRef | None,
    changed: Sequence[str] = (),
    state: FormState = UNTOUCHED,
) -> Card:
    """A frozen, published or withdrawn edition. `files` are names with the beginning of their hash.

    Verbs `paper_publish`, `paper_reopen` and `paper_withdraw` (input `reason`), `paper_files`.
    """
    lines = [
        f"Frozen by {paper.frozen}." if paper.frozen else "",
        f"Published by {paper.published}." if paper.published else "",
        f"Why: {paper.reason}" if paper.reason else "",
    ]
    return card(
        f"{paper.name}: {paper.state}.",
        title(f"Paper · {_MARKS[paper.state]}", paper.name, paper.below),
        to_mend(state.faults),
        *(note(words) for words in state.notes),
        *(Text(line) for line in lines if line),
        Container(subheading("What it says first"), *(Text(each) for each in sentences)),
        _changed(changed),
        _files(files),
        TextInput(
            id="reason",
            label="Why, to reopen or withdraw it",
            max_length=LONGEST_REASON,
            value=state.value("reason"),
        )
        if ask and paper.state is not PaperState.WITHDRAWN
        else None,
        actions=_given_out_actions(paper.state, ask) if ask else [],
    )


def _given_out_actions(state: PaperState, ask: ButtonRef) -> list[Action]:
    get = Button("paper_files", "Get the files", ask, sends_inputs=False)
    reopen = Button("paper_reopen", "Reopen as the next edition", ask)
    match state:
        case PaperState.FROZEN:
            return [Button("paper_publish", "Publish", ask, main=True), reopen, get]
        case PaperState.PUBLISHED:
            return [get, reopen, Button("paper_withdraw", "Withdraw", ask)]
        case _:
            return []


def _changed(changed: Sequence[str]) -> Container | None:
    if not changed:
        return None
    lines = (Text(f"• {each}", spacing="Small") for each in changed)
    return Container(subheading("Changed since the last report"), *lines)


def _files(files: Sequence[tuple[str, str]]) -> Container:
    if not files:
        return Container(
            Text("Its files are being written; ask again in a minute.", is_subtle=True)
        )
    return Container(
        subheading("Files"),
        *(
            Text(f"{name} · sha256 {digest[:12]}…", size="Small", spacing="Small")
            for name, digest in files
        ),
    )


def published(
    paper: PaperOnCard, sentences: Sequence[str], holders_words: str, changed: Sequence[str]
) -> Card:
    """For the board's channel: the paper is out, or has been withdrawn and why."""
    if paper.state is PaperState.WITHDRAWN:
        return card(
            f"{paper.name}: withdrawn.",
            title(f"Paper · {_MARKS[paper.state]}", paper.name, paper.below),
            note(f"Withdrawn: {paper.reason}", "emphasis"),
        )
    return card(
        f"{paper.name}: published.",
        title(f"Paper · {_MARKS[paper.state]}", paper.name, paper.below),
        *(Text(each) for each in sentences),
        Container(subheading("The portfolio holder"), said(holders_words, "holder"))
        if holders_words.strip()
        else None,
        _changed(changed),
        Text(f"Published by {paper.published}.", size="Small", is_subtle=True),
    )


def papers_list(rows: Sequence[tuple[PaperOnCard, str]]) -> Card:
    """Every paper, the newest first, each with what to type to see it."""
    if not rows:
        words = "No paper has been started yet. Type “quarterly report” or “board pack”."
        return card(words, title("Papers", "Papers"), Text(words))
    left = len(rows) - MOST_LISTED
    return card(
        f"{len(rows)} papers.",
        title("Papers", f"Papers · {len(rows)}"),
        *(
            Container(
                Text(f"{_MARKS[paper.state]} · {paper.name}", weight="Bolder"),
                Text(f"{paper.below}. Type “{typed}”.", size="Small", spacing="None"),
                separator=True,
            )
            for paper, typed in rows[:MOST_LISTED]
        ),
        Text(f"and {left} more", size="Small", is_subtle=True) if left > 0 else None,
    )


def wanted_of_person(
    paper: PaperOnCard, lines: Mapping[str, Sequence[str]], by: date | None
) -> Card:
    """To an owner: what the paper still needs of them. `lines` are by what is to be done."""
    until = f" The meeting is on {day_words(by)}." if by else ""
    return card(
        f"{paper.name}: something is wanted of you.",
        title("Paper · Wanted of you", paper.name, paper.below),
        Text(f"The paper is being put together, and this is still missing.{until}"),
        *(
            Container(
                subheading(heading),
                *(Text(f"• {each}", spacing="Small") for each in each_lines),
                separator=True,
            )
            for heading, each_lines in lines.items()
            if each_lines
        ),
    )


def files_by_command(paper: PaperOnCard, command: str) -> Card:
    """How the files are had where Teams cannot hand them over."""
    return card(
        f"{paper.name}: how to get the files.",
        title("Paper · Files", paper.name, paper.below),
        Text("Whoever looks after Steward’s server gets the files with this command:"),
        Text(command, weight="Bolder"),
    )
