"""A workbook of figures sent in the chat: shown as a difference, kept on a press.

The rules and doubts are those of the form, for each figure that the person may give.
"""

from features.feature import Feature
from features.sent_tables.difference import show
from features.sent_tables.keeping import drop, keep_all, keep_sure
from features.sent_tables.workbook import read_table
from storage.card_refs import About

__all__ = ["FEATURE", "read_table", "show"]

FEATURE = Feature(
    buttons={About.SENT_TABLE: {"keep_sure": keep_sure, "keep_all": keep_all, "drop": drop}},
)
