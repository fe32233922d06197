"""What a person typed, as it is kept: every visible character, and nothing that only acts."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# England's, Scotland's and Wales's flags end in letters that are hidden anywhere else.
_FLAG_OR_LETTER = re.compile("\U0001f3f4[\U000e0061-\U000e007a]+\U000e007f|.", re.DOTALL)
_KEPT = "\n\t\u200d\u200c"  # line ends, tabs, and what joins an emoji or a letter
_HIDDEN = ("Cc", "Cf", "Cs", "Co")  # controls, format marks, half characters, private signs


def without_hidden(text: str) -> str:
    """The text without control characters and marks that turn the direction of writing.

    Every kind of line end becomes a line feed, so that none begins a new row in a file. Nothing
    that can be seen is lost.
    """
    if text.isprintable():
        return text
    return "".join(filter(_is_kept, _FLAG_OR_LETTER.findall(_LINE_ENDS.sub("\n", text))))


def _is_kept(letter: str) -> bool:
    is_flag = len(letter) > 1
    return is_flag or letter in _KEPT or unicodedata.category(letter) not in _HIDDEN
