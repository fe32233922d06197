"""What people type, in fifty styles, with what is meant: the corpus that the grammar is held to.

A line is `question => meaning`, or `earlier question > question => meaning`. A meaning is the same
question as it is typed plainly; or `= …`, how it was read; or one of the words below. Meanings
that are as good are separated by `|`. Styles in LAST_WRITTEN were written when the grammar was
finished: decision 0045 says what it made of them before anything was mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cycle.questions.parse import understand
from cycle.questions.parts import text_of
from cycle.questions.question import Choices, NotFound, OutOfScope, Question, SmallTalk
from tests.cycle.questions.language import TODAY, demo

FILE = Path(__file__).parent / "corpus.txt"
LAST_WRITTEN = frozenset(
    {"new chief officer", "customer adviser", "internal message", "researcher"}
    | {"charity partner", "locum planner", "deputy chief exec", "night owl", "short of words"}
    | {"nowhere"}
)


@dataclass(frozen=True)
class Asked:
    """One line of the corpus."""

    style: str
    text: str
    meanings: tuple[str, ...]
    before: str = ""

    def understood(self) -> Question:
        earlier = understand(self.before, demo(), TODAY).question if self.before else None
        return understand(self.text, demo(), TODAY, earlier).question

    def is_right(self, question: Question) -> bool:
        return any(_means(question, meaning) for meaning in self.meanings)


def corpus() -> Iterator[Asked]:
    style = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("# "):
            style = line.removeprefix("# ")
        elif " => " in line:
            asked, _, meanings = line.rpartition(" => ")
            before, _, text = asked.rpartition(" > ")
            yield Asked(
                style,
                text.replace("\\n", "\n"),
                tuple(part.strip() for part in meanings.split("|")),
                before,
            )


def is_harmless(question: Question) -> bool:
    """Whether the answer is a question back or says that it cannot answer: never a wrong one."""
    return isinstance(question, Choices | NotFound | OutOfScope | SmallTalk)


def _means(question: Question, meaning: str) -> bool:
    kind, _, rest = meaning.partition(" ")
    match question:
        case SmallTalk():
            return meaning == "talk"
        case OutOfScope():
            return meaning == "declined"
        case NotFound():
            return kind == "nowhere" and rest.casefold() in question.asked.casefold()
        case Choices():
            offered = [f"{one.label} {one.text}" for one in question.readings]
            return kind == "which" and all(
                any(name in words for words in offered) for name in rest.split()
            )
        case _:
            if kind == "=":
                return question.read_as() == rest
            return text_of(question).split(":")[0] == meaning.split(":")[0]
