"""The board's digest is of its month: sent once, never late beside a newer one, counted once."""

from sqlmodel import Session

from storage import successes
from storage.database import Database
from tests.fake_teams import FakeTeams, Seen, channel
from tests.flows.test_improve_story import comes
from tests.flows.test_late_figures import at
from tests.flows.test_noise import succeeded

DIGEST = "Monthly digest"


def digests(board: FakeTeams) -> list[Seen]:
    return [card for card in board.posted() if DIGEST in card]


async def test_a_channel_that_is_chosen_late_gets_the_newest_digest_only(teams: FakeTeams) -> None:
    for day in ("2026-10-15", "2026-11-16", "2026-12-15", "2027-01-18"):
        await comes(teams, day)
    await teams.asks("dana", "post board alerts here", channel())
    await comes(teams, "2027-01-19")
    (card,) = digests(teams)
    assert "Monthly digest, December 2026" in card
    assert "As things stood on 19 January 2027." in card


async def test_pis_are_with_their_services_and_do_not_count_as_exceptions(
    board: FakeTeams,
) -> None:
    await board.gives("olive", "HOU-02", numerator="50", denominator="100", commentary="Fewer.")
    await board.gives("olive", "HOU-03", value="20", commentary="Fewer homes were found.")
    await comes(board, "2026-10-16")
    (card,) = digests(board)
    assert "1 exception," in card
    assert "HOU-03" not in card
    assert (
        "One PI · with their services · red or deteriorating, with the managers of Housing" in card
    )


async def test_the_newest_exception_comes_first(board: FakeTeams) -> None:
    await board.gives("olive", "HOU-02", numerator="50", denominator="100", commentary="Fewer.")
    await comes(board, "2026-10-14")
    await board.gives("olive", "HOU-05", value="130", commentary="Many more families came.")
    await comes(board, "2026-10-16")
    (card,) = digests(board)
    assert card.words.index("HOU-05") < card.words.index("HOU-02")


async def test_a_success_is_counted_in_the_month_in_which_it_was_told(
    board: FakeTeams, database: Database
) -> None:
    await board.meets("olive")
    database.run(lambda session: succeeded(session, ("HOU-02", "HOU-03"), at("2026-10-13T10:00")))
    await comes(board, "2026-10-14")
    await comes(board, "2026-11-17")
    await comes(board, "2026-12-16")
    october, november = digests(board)[-2:]
    assert "1 success" in october
    assert "success" not in november.words.partition("As things stood")[0]

    def told(session: Session) -> list[str]:
        return [str(one.told_on) for one in successes.since(session, at("2026-10-01T10:00"))]

    assert database.run(told) == ["2026-10-14", "2026-10-14"]
