"""The cover report for a committee: purpose, recommendations, options, implications."""

from cycle.monitor.paper.blocks import (
    Block,
    BulletList,
    DataCell,
    DataColumn,
    DataTable,
    Paragraph,
    Section,
)
from cycle.monitor.paper.tables import changes
from cycle.monitor.paper.views import Body, PaperFacts
from cycle.periods import day_words, instant_words

NOTHING = "Nothing to report."
CONSIDERED = "Considered; none."
IMPLICATIONS = (
    "Carbon footprint and environmental issues",
    "Constitution and legal",
    "Contracts",
    "Corporate priorities",
    "Crime and disorder",
    "Data protection",
    "Equality, diversity and human rights",
    "Financial",
    "Health and wellbeing",
    "Reputation",
    "Risk management",
    "Safeguarding",
    "Staffing",
    "Stakeholders, consultation and timescales",
)
COVER_PLACES = {
    "report of": "Portfolio holder for performance",
    "author": "Performance Team",
    "contact": "Performance Team",
    "key decision": "No",
    "exempt": "No",
    "wards": "All",
}
"""What the cover says where nobody has written anything else; by place."""


def cover_facts(facts: PaperFacts) -> tuple[tuple[str, str], ...]:
    """The lines of the cover: name and what is filled in."""

    def said(place: str) -> str:
        return facts.words.get(place) or COVER_PLACES[place]

    lines = [
        ("Report of", said("report of")),
        ("To", facts.body.value),
        ("Meeting", day_words(facts.meeting) if facts.meeting else "To be arranged"),
        ("Author", said("author")),
        ("Contact", said("contact")),
        ("Key decision", said("key decision")),
        ("Exempt from publication", said("exempt")),
        ("Wards affected", said("wards")),
        ("Figures as of", instant_words(facts.made_at)),
    ]
    if facts.edition > 1:
        lines.append(
            (
                "Edition",
                f"{facts.edition}: {facts.reason}" if facts.reason else (str(facts.edition)),
            )
        )
    return tuple(lines)


def notice(facts: PaperFacts) -> str:
    """What every page of a draft says; nothing once it is frozen."""
    return f"Draft, figures of {instant_words(facts.made_at)}" if facts.is_draft else ""


def cover(facts: PaperFacts) -> tuple[Section, ...]:
    """What stands between the first page and the report itself: words written, or the usual."""
    return (
        Section("Purpose", _written(facts, "purpose", _purpose(facts))),
        Section("Background", _written(facts, "background", _BACKGROUND)),
        Section(
            "Options",
            (
                BulletList(
                    (
                        "Note the report.",
                        "Note the report and ask for more about one or more indicators.",
                        "Ask the managers responsible to come and explain.",
                    )
                ),
            ),
        ),
        Section("Reasons for the recommendations", _written(facts, "reasons", _REASONS)),
        Section("Implications", (implications(facts),)),
        Section(
            "Background papers and appendices",
            _written(
                facts,
                "background papers",
                "There are no background papers. The definitions are in the appendix, and all "
                "figures are in the workbook that goes with this report.",
            ),
        ),
    )


def _purpose(facts: PaperFacts) -> str:
    return (
        f"To report how the council performed in {facts.period.words} against its key performance "
        "indicators, what is being done where it fell short, and what has changed since the last "
        "report."
    )


_BACKGROUND = (
    "The council’s Performance Management Framework has Cabinet and Overview and Scrutiny receive "
    "the same indicators, in the same form, every quarter. The colours are given by the rules in "
    "the key; nobody may set one by hand."
)
_REASONS = (
    "So that members see where services do not reach their targets, and can challenge and support "
    "what is being done about it."
)


def recommendations(facts: PaperFacts) -> Section:
    """What the committee is asked to agree."""
    return Section("Recommendations", (_recommendations(facts),))


def _recommendations(facts: PaperFacts) -> Block:
    if written := facts.words.get("recommendation"):
        return BulletList(tuple(Paragraph(written).lines), is_numbered=True)
    usual = ["That the report be noted."]
    if facts.exceptions:
        usual.append("That the exceptions, and the action taken on each, be considered.")
    if changes(facts.changes):
        usual.append("That the changes of the indicators be agreed.")
    if facts.body is Body.SCRUTINY:
        usual.append("That members say which indicators, if any, managers should come to explain.")
    return BulletList(tuple(usual), is_numbered=True)


def implications(facts: PaperFacts) -> Block:
    """Each implication of the council's list, with what was written or that there is none."""
    names = facts.implications or IMPLICATIONS
    rows = tuple(
        (DataCell(name), DataCell(facts.words.get(f"implication:{name}") or CONSIDERED))
        for name in names
    )
    columns = (DataColumn("Implication", 4), DataColumn("Considered", 8))
    return DataTable("Implications considered", columns, rows)


def _written(facts: PaperFacts, place: str, usual: str) -> tuple[Block, ...]:
    words = facts.words.get(place, "")
    return (Paragraph(words, facts.authors.get(place, "")) if words else Paragraph(usual),)
