"""How the council wants its papers: colour, Word template, implications of the cover report."""

from collections.abc import Mapping

from cycle.council import PaperChoices
from papers.style import BadStyle, check_colour

NAMES = ("PAPER_COLOUR", "PAPER_TEMPLATE", "PAPER_IMPLICATIONS", "PAPER_SAYS_WITHHELD")


def read_paper_choices(given: Mapping[str, str], faults: list[str]) -> PaperChoices:
    """From the settings by name; each fault is a sentence added to `faults`."""
    usual = PaperChoices()
    colour, template = given["PAPER_COLOUR"] or usual.colour, given["PAPER_TEMPLATE"]
    try:
        check_colour(colour)
    except BadStyle as fault:
        faults.append(f"STEWARD_PAPER_COLOUR: {fault}")
    if template and not template.lower().endswith((".docx", ".dotx")):
        faults.append("STEWARD_PAPER_TEMPLATE must be the path of a Word file, .docx.")
    says = given["PAPER_SAYS_WITHHELD"].lower()
    if says not in ("", "yes", "no"):
        faults.append("STEWARD_PAPER_SAYS_WITHHELD must be yes or no.")
    named = (name.strip() for name in given["PAPER_IMPLICATIONS"].split(";"))
    return PaperChoices(
        colour=colour,
        template=template,
        implications=tuple(dict.fromkeys(name for name in named if name)),
        says_withheld=says == "yes",
    )
