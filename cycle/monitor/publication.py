"""What the council publishes of its indicators: a list of all, and a page for each.

Written as the same tree that papers are made of. Whoever answers for a figure is named by service,
never as a person, and what the service said stands there once a paper with it has been published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cycle.monitor.paper import tables
from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataCell,
    DataColumn,
    DataTable,
    Paper,
    Paragraph,
    Section,
)
from cycle.monitor.paper.key import key, rule_words
from cycle.monitor.paper.picture import picture, sentence
from cycle.monitor.paper.quarterly import groups
from cycle.monitor.paper.sentences import counted
from cycle.monitor.paper.views import IndicatorView
from cycle.periods import Period, day_words
from cycle.plan.indicator import Indicator
from cycle.review.standing import Standing, counts

LICENCE = "Open Government Licence v3.0"
LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
FIGURES, INDICATORS, DESCRIPTION = "data/figures.csv", "data/indicators.csv", "datapackage.json"
HOME = "index.html"
NOT_RELEASED = "What the service says is added once a report with it has been published."


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedIndicator:
    """One indicator as the public sees it. `view` stands at the newest period that has a figure.

    `standings` has every period from the first figure to the last that has ended, oldest first.
    `released` is what the service said, by period, and `released_in` the paper that told it.
    `address` is that of its page.
    """

    view: IndicatorView
    standings: Sequence[Standing]
    address: str
    released: Mapping[Period, str] = field(default_factory=dict)
    released_in: Mapping[Period, str] = field(default_factory=dict)

    @property
    def indicator(self) -> Indicator:
        return self.view.indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that is published: whose it is, on which day, and every indicator by reference."""

    council: str
    on: date
    indicators: Sequence[PublishedIndicator]


def list_page(publication: Publication) -> Paper:
    """The first page: how many of each colour, every indicator by priority, the data, the key."""
    views = [one.view for one in publication.indicators]
    addresses = {one.indicator.id: one.address for one in publication.indicators}
    sections = (
        *(Section(title, (_list(title, group, addresses),)) for title, group in groups(views)),
        Section("Data files", (_files(),)),
        Section("Key", key(views)),
        _licence(publication.council),
    )
    return Paper(
        title="Performance indicators",
        subtitle=f"As of {day_words(publication.on)}",
        council=publication.council,
        facts=_about(publication),
        front=(Section("In short", (BulletList(_in_short(views)),)),),
        sections=sections,
    )


def indicator_page(publication: Publication, one: PublishedIndicator) -> Paper:
    """What it measures, where it stands, every figure, what the service said, what happened."""
    view = one.view
    drawn = picture(view)
    return Paper(
        title=str(one.indicator),
        subtitle=f"As of {day_words(publication.on)}",
        council=publication.council,
        facts=_terms(view.in_register),
        front=(Section("Where it stands", (drawn or Paragraph(sentence(view)),)),),
        sections=(
            Section("What it measures", (Paragraph(_definition(view.in_register)),)),
            Section("All figures", (_all_figures(one),)),
            Section("What the service said", _said(one)),
            Section("Breaks and notes", _events(view)),
            _licence(publication.council, up="../"),
        ),
    )


def _about(publication: Publication) -> tuple[tuple[str, str], ...]:
    return (
        ("Published by", publication.council),
        ("As of", day_words(publication.on)),
        ("Licence", LICENCE),
    )


def _in_short(views: Sequence[IndicatorView]) -> tuple[str, ...]:
    found = counts(view.standing for view in views)
    if not views:
        return ("No indicator has been published yet.",)
    return (
        f"{counted(len(views), 'indicator')}, each at its newest figure: {found.green} Green, "
        f"{found.amber} Amber, {found.red} Red and "
        f"{found.total - found.green - found.amber - found.red} without a colour.",
        "Each has a page of its own with all its figures.",
    )


def _list(title: str, views: Sequence[IndicatorView], addresses: Mapping[int, str]) -> DataTable:
    columns = (
        DataColumn("Indicator", 7),
        DataColumn("Period", 3),
        DataColumn("Value", 3, is_number=True),
        DataColumn("Target", 3, is_number=True),
        DataColumn("RAG", 3),
    )
    rows = tuple(
        (
            DataCell(str(view.indicator), link=addresses[view.indicator.id]),
            DataCell(view.standing.period.short_words),
            tables.value_cell(view),
            tables.target_cell(view.standing),
            tables.band_cell(view.standing),
        )
        for view in views
    )
    return DataTable(f"{title}: all indicators", columns, rows)


def _files() -> DataTable:
    held = {
        FIGURES: "Every figure of every indicator, with its target, colour and rule",
        INDICATORS: "The indicators: what each measures, and how",
        DESCRIPTION: "What each column holds, for programs (Frictionless Data Package)",
    }
    columns = (DataColumn("File", 4), DataColumn("What it holds", 8))
    rows = tuple((DataCell(name, link=name), DataCell(words)) for name, words in held.items())
    return DataTable("Files for programs and spreadsheets", columns, rows)


def _licence(council: str, up: str = "") -> Section:
    columns = (DataColumn("Item", 3), DataColumn("Where", 8))
    rows = (
        (DataCell("Licence"), DataCell(LICENCE, link=LICENCE_ADDRESS)),
        (DataCell("All figures"), DataCell("CSV", link=f"{up}{FIGURES}")),
    )
    words = f"Contains public sector information of {council}, licensed under the {LICENCE}."
    return Section(
        "How you may use this", (Paragraph(words), DataTable("Licence and data", columns, rows))
    )


def _terms(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    lines = [
        ("Service", indicator.service),
        ("Priority", indicator.priority),
        ("Measured", indicator.frequency.value),
        ("Unit", indicator.unit),
        ("Rule", rule_words(indicator) if indicator.is_rated else "It has no colour."),
        ("Where the target comes from", indicator.source_of_target),
    ]
    if indicator.retired_from:
        lines.append(("Not measured from", day_words(indicator.retired_from)))
    return tuple((name, words) for name, words in lines if words)


def _definition(indicator: Indicator) -> str:
    words = indicator.definition.strip() or "Its definition is not in the register."
    return (
        f"{words}\nIt stands in for what is meant: {indicator.proxy}" if indicator.proxy else words
    )


def _all_figures(one: PublishedIndicator) -> DataTable:
    """The newest first."""
    columns = (
        DataColumn("Period", 3),
        DataColumn("Value", 2, is_number=True),
        DataColumn("Target", 2, is_number=True),
        DataColumn("RAG", 3),
        DataColumn("Told in", 4),
    )
    rows = tuple(
        (
            DataCell(standing.period.short_words),
            tables.given_cell(standing),
            tables.target_cell(standing),
            tables.band_cell(standing),
            DataCell(one.released_in.get(standing.period, "Not yet")),
        )
        for standing in reversed(one.standings)
    )
    return DataTable(f"All figures of {one.indicator.ref}, the newest first", columns, rows)


def _said(one: PublishedIndicator) -> tuple[Block, ...]:
    by = f"the {one.indicator.service} service" if one.indicator.service else "the council"
    told = tuple(
        Paragraph(words, f"{by}, {period.short_words}")
        for period, words in sorted(one.released.items(), key=_by_time, reverse=True)
    )
    return told or (Paragraph(NOT_RELEASED),)


def _by_time(item: tuple[Period, str]) -> tuple[date, int]:
    return item[0].in_time


def _events(view: IndicatorView) -> tuple[Block, ...]:
    lines = tuple(
        f"{event.period.short_words}, {'break' if event.is_break else 'note'}: {event.words}"
        for event in view.events
    )
    return (BulletList(lines),) if lines else (Paragraph("None."),)
