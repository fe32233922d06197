"""The schema: what the migrations build is what the tables say, and nothing is lost on the way."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import schema, tables
from storage.database import Database


def test_migrations_build_exactly_the_tables_of_the_models(database):
    assert tables.IndicatorRow.__tablename__ in SQLModel.metadata.tables
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _is_another})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_newest_version_is_alembics_own_head():
    head = ScriptDirectory.from_config(schema.alembic_config()).get_current_head()
    assert schema.newest() == head


def test_a_database_that_was_never_migrated_is_not_current():
    database = Database("sqlite://")
    assert not schema.is_current(database)
    database.close()


def _is_another(context, column, metadata_column, found, wanted):
    """Whether the types differ: the names that a database gives to the same type do not count."""
    if isinstance(wanted, tables.Exact):
        return getattr(found, "length", None) != wanted.impl.length
    return None


def test_a_register_from_before_the_proxy_column_is_kept():
    database = Database("sqlite://")
    with database.engine.begin() as connection:
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(_OLD_ROW))
    assert not schema.is_current(database)

    assert schema.migrate(database) == ("0001", schema.newest())
    with database.engine.connect() as connection:
        (row,) = connection.execute(text("SELECT ref, proxy FROM indicators"))
    assert tuple(row) == ("HOU-01", "")
    assert schema.is_current(database)
    database.close()


_OLD_ROW = """INSERT INTO indicators (ref, title, kind, service, priority, unit, decimals, polarity,
frequency, aggregation, cumulative, tolerance, tolerance_unit, due_working_days, portfolio_holder,
definition, source_of_target, scheme, green_tolerance, dead_band, rolling, seasonal,
screen_outliers, minimum_points, certifier, aliases) VALUES ('HOU-01', 'Homes', 'KPI', 'Housing',
'', '%', 1, 'higher', 'monthly', 'ratio', 0, '10', 'percent', 10, '', '', '', 'met_tolerance', '0',
'0', 0, 0, 1, 13, '', '')"""
