"""Whoever changes the register sees it changed at once, in the same transaction and in others."""

from dataclasses import replace

from cycle.plan.indicator import Indicator
from storage.plan import in_bulk, register

BINS = Indicator(id=0, ref="WAS-90", title="Missed bins")


def test_the_version_moves_with_each_indicator_that_is_added(database):
    with database.transaction() as session:
        before = register.version(session)
        assert register.version(session) == before
        register.keep(session, BINS)
        added = register.version(session)
        in_bulk.add_indicators(session, [replace(BINS, ref="WAS-91")])
        added_in_bulk = register.version(session)
    assert len({before, added, added_in_bulk}) == 3
    assert database.run(register.version) == added_in_bulk
