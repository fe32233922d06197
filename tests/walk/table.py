"""How many cards each role got in each month of a walk."""

from collections import Counter, defaultdict

from tests.fake_teams import BOARD
from tests.walk.checks import month_of
from tests.walk.council import MadeCouncil
from tests.walk.recorder import Post, Recorder

HEADER = (
    "| Month | Board’s channel: posts | replies in threads | edits | Performance team, mean (most) "
    "| Manager, mean (most) | Officer, mean (most) |\n|---|---|---|---|---|---|---|"
)


def posts_of_board(log: list[Post]) -> dict[str, Counter[str]]:
    """By month, how many posts of each kind; a reply within a thread is no post."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for post in log:
        if post.is_for_board:
            kind = post.kind if _is_post(post) else "replies"
            found[month_of(post.at)][kind] += 1
    return found


def table(recorder: Recorder, council: MadeCouncil) -> str:
    """Markdown: a row for each month."""
    roles = {f"a:{one.who}": one.role for one in council.members}
    got: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for post in recorder.log:
        if role := roles.get(post.conversation_id):
            got[month_of(post.at), role][post.conversation_id] += 1
    board = posts_of_board(recorder.log)
    rows = []
    for month in sorted({month_of(post.at) for post in recorder.log}):
        replies = board[month]["replies"]
        posts = board[month].total() - replies
        edits = recorder.edits[BOARD, month]
        each = [
            _mean(got[month, role], list(roles.values()).count(role))
            for role in ("performance", "manager", "officer")
        ]
        rows.append(f"| {month} | {posts} | {replies} | {edits} | {' | '.join(each)} |")
    return "\n".join([HEADER, *rows])


def kinds(recorder: Recorder) -> str:
    """What the board's channel and people got, by kind."""
    board: Counter[str] = Counter()
    for counts in posts_of_board(recorder.log).values():
        board += counts
    people = Counter(post.kind for post in recorder.log if not post.is_for_board)
    return "\n".join(
        f"{name}: " + ", ".join(f"{kind} {count}" for kind, count in counts.most_common())
        for name, counts in (("Board’s channel", board), ("People", people))
    )


def _is_post(post: Post) -> bool:
    """Whether it opened a thread of its own."""
    return post.conversation_id.endswith(f"messageid={post.activity_id}")


def _mean(counts: Counter[str], people: int) -> str:
    most = max(counts.values(), default=0)
    return f"{counts.total() / max(people, 1):.1f} ({most})"
