"""What a person typed, freed from what says nothing: mentions, mail headers, greetings, please.

`normalised` keeps the meaning and loses the form: small letters, plain dashes, no emoji, typing
apostrophes and quotation marks gone. `peeled` takes the greetings and politeness off both ends.
"""

import re

from cycle.questions.dialect import in_plain_english
from cycle.text import without_hidden

MOST_READ = 2000  # characters of a message
SHORT = 4  # characters: "TA" alone is an abbreviation, a whole sentence in capitals is loud
MOST_LED = 1000  # characters before the words of a note or a reason
MOST_ASKED = 300  # characters of one question within it


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # letters as wide as Chinese ones


def cleaned(text: str) -> str:
    """The message as it was typed, less mentions, HTML and what cannot be seen."""
    plain = without_hidden(text[:MOST_READ]).translate(_QUOTES).translate(_WIDE)
    plain = plain.replace("&nbsp;", " ").replace("&amp;", "&").replace("&lt;", "<")
    return _TAG.sub(" ", _MENTION.sub(" ", plain)).strip()


def as_typed(text: str, led_by: str) -> str:
    """The rest of a message exactly as it was typed, after the cleaned words that lead up to it.

    Only reading may clean a copy: "<10 days" and line ends are kept. The names of people who are
    mentioned stay, and what Teams writes for < and & is turned back.
    """
    wanted = " ".join(led_by.split())
    ends = range(len(wanted), min(len(text), MOST_LED) + 1)
    end = next((end for end in ends if " ".join(cleaned(text[:end]).split()) == wanted), None)
    if end is None:
        return ""
    rest = _MENTIONED.sub(r"\1", without_hidden(text[end:]))
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], rest).strip()


def subject_line(clean: str) -> str:
    """The subject of a mail that was sent on, which may say what the mail is about."""
    lines = (line.strip() for line in clean.splitlines())
    found = next((line for line in lines if _FORWARDED.match(line)), "")
    return _FORWARDED.sub("", found)


def own_lines(clean: str) -> str:
    """The person's own lines: without the headers and the quoted text of a mail, or a signature."""
    kept: list[str] = []
    for line in clean.splitlines():
        bare = line.strip()
        if _QUOTED_MAIL.match(bare) and any(kept):
            break
        is_own = not _HEADER.match(bare) and not _QUOTED_MAIL.match(bare)
        if is_own and not _FORWARDED.match(bare):
            kept.append(bare.lstrip("> |"))
        if _SIGN_OFF.match(bare) and any(_WORDS.search(one) for one in kept[:-1]):
            kept.pop()
            break
    return "\n".join(one for one in kept if one) or _FORWARDED.sub("", " ".join(clean.split()))


def quoted_lines(clean: str) -> str:
    """The text of another message that a person put under their own."""
    lines = (line.strip() for line in clean.splitlines())
    return "\n".join(line.lstrip("> |") for line in lines if line.startswith(">"))


def questions_in(own: str) -> list[str]:
    """The sentences of a message, each of which may be a question of its own."""
    parts = (part.strip(" \t-•*·") for part in _SENTENCE_END.split(own))
    return [part[:MOST_ASKED] for part in parts if _WORDS.search(part) or part.strip("!. ") == "?"]


def normalised(text: str) -> str:
    """Small letters, words apart by one space, symbols said in words; what follows is exact.

    IT and TA in capitals become `xit` and `xta`: in small letters they are another word.
    """
    if text.upper() != text or len(text) < SHORT:
        text = re.sub(r"\b(IT|TA)(s?)\b(?!')", r"x\1", text)
    plain = text.casefold() if text.isascii() else text.lower()
    plain = plain.translate(_QUOTES).translate(_SYMBOLS)
    plain = _NORTHERN_THE.sub("the ", plain)
    plain = _CONTRACTION.sub(lambda found: _EXPANDED[found[0].replace("'", "")], plain)
    plain = re.sub(r"\b(\w+)'s\b", r"\1", plain).replace("'", "")
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", plain)  # k.p.i. is kpi
    plain = re.sub(r"\s*&\s*", " and ", plain)
    plain = re.sub(r"[^a-z0-9£%/.:=+,? \-@]", " ", plain)
    plain = re.sub(r"(?<!\d)[.,:](?!\d)|[.,:](?=\s|$)|(?<=\d)[.,](?=[a-z])", " ", plain)
    plain = re.sub(r"(?<=[a-z]{2})/(?=[a-z]{2})", " and ", plain.replace("?", " "))
    plain = _SPOKEN_YEAR.sub(lambda found: f"202{_DIGITS[found[1]]}", plain)
    plain = _SPOKEN_TWENTIES.sub(lambda found: f"2{_DIGITS[found[1]]}", plain)
    plain = re.sub(r"\b(2\d) (2\d)\b", r"\1/\2", plain)
    plain = _SPOKEN_FINANCIAL_YEAR.sub(_financial_year, plain)
    plain = _SPOKEN_STOPS.sub(" ", plain)
    plain = _SPOKEN_NOUGHT.sub(lambda found: f"0{_DIGITS.get(found[1], found[1])}", plain)
    for said, meant in _SAID_OTHERWISE:
        plain = plain.replace(said, meant)
    return " ".join(in_plain_english(plain).split())


def _financial_year(found: re.Match[str]) -> str:
    """`2025 26`, as a dictated "twenty twenty-five twenty-six" reads by now."""
    first, second = int(found[1]), int(found[2])
    return f"{first}/{second}" if second == first % 100 + 1 else found[0]


def without_oaths(text: str) -> str:
    """The words less those of somebody angry."""
    return " ".join(_OATH.sub(" ", text).split())


def peeled(text: str) -> str:
    """The question without the greeting before it and the thanks after it; may be empty."""
    before = ""
    while before != text:
        before = text
        text = _LEAD.sub("", text).strip()
        text = _TRAIL.sub("", text).strip()
    return text


_MENTION = re.compile(r"<at\b[^<>]{0,200}>[^<>]{0,100}</at>", re.IGNORECASE)
_MENTIONED = re.compile(r"<at\b[^<>]{0,200}>([^<>]{0,100})</at>", re.IGNORECASE)
_TAG = re.compile(  # of HTML; <https://…> and <10 are what somebody typed
    r"</?(?:a|at|attachment|b|blockquote|body|br|code|del|div|em|font|h[1-6]|hr|html|i|img|li|ol|p"
    r"|pre|s|script|span|strike|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]{0"
    r",200})?/?>",
    re.IGNORECASE,
)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " ", "&amp;": "&"}
_ENTITY = re.compile("|".join(map(re.escape, _ENTITIES)))
_QUOTES = {
    **dict.fromkeys(map(ord, "’‘ʼ`´′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-"),
    ord("…"): "...",
    ord("⁄"): "/",
}
_SYMBOLS = {
    **dict.fromkeys(map(ord, "🔴🟥❤♥"), " red "),
    **dict.fromkeys(map(ord, "🟠🟧🟡🟨"), " amber "),
    **dict.fromkeys(map(ord, "🟢🟩💚"), " green "),
    **dict.fromkeys(map(ord, "📈📉"), " trend "),
    **dict.fromkeys(map(ord, "⚠🚨"), " exceptions "),
    **dict.fromkeys(map(ord, "→➡"), " to "),
    ord("♻"): " recycling ",
    ord("🗑"): " bins ",
    ord("≠"): " not ",
    ord("_"): "-",
    ord("é"): "e",
}
_HEADER = re.compile(
    r"(?:from|sent|to|cc|bcc|date|importance|attachments?)\s*:\s|-{2,}\s*(?:original|forwarded)",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^(?:(?:subject|fwd?|re|fw)\s*:\s*)+", re.IGNORECASE)
_QUOTED_MAIL = re.compile(
    r"(?:on .{3,80} wrote\s*:|-{3,}|_{5,}|from\s*:\s.+|>\s?.*)$", re.IGNORECASE
)
_SIGN_OFF = re.compile(
    r"(?:--|(?:best|many thanks|kind(?:est)? regards|best regards|best wishes|regards|cheers|thanks"
    r"|thank you|yours|all the best|sent from my .*)[,.!]*)(?: \w+){0,2}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"\n+|(?<=[?!])\s+|(?<=[a-z0-9)]{2}\.)\s+(?=[A-Z])|\s*;\s+|\s+(?:also|and also|plus),?\s+"
    r"(?=(?:what|how|who|when|which|show|can|could|is|are)\b)"
)
_WORDS = re.compile(r"[^\W_]|[🔴🟥🟠🟧🟡🟨🟢🟩]")

_VERBS = "has have had is are was were did do does would could should will can"
_NOT = _VERBS.split()
_EXPANDED = {f"{verb}nt": f"{verb} not" for verb in _NOT} | {"wont": "will not", "cant": "can not"}
_EXPANDED |= {
    f"{word}s": f"{word} is"
    for word in ("what", "who", "how", "where", "when", "that", "there", "here", "it", "anything")
}
_EXPANDED |= {"whats": "what is", "wats": "what is", "wots": "what is", "hows": "how is"}
_EXPANDED |= {"theres": "there is", "anythings": "anything is", "everythings": "everything is"}
_EXPANDED |= {"im": "i am", "ive": "i have", "id": "i would", "ill": "i will", "lets": "let us"}
_EXPANDED |= {"were": "were", "weve": "we have", "theyre": "they are", "youre": "you are"}
_EXPANDED |= {"whove": "who have", "whod": "who would", "its": "it is", "heres": "here is"}
_EXPANDED |= {"whose": "whose", "whats up": "what is up"}
_PLAIN = sorted((word for word in _EXPANDED if word not in {"its", "id", "ill", "were"}), key=len)
_CONTRACTION = re.compile(
    r"\b(?:(?:" + "|".join(f"{verb}n't" for verb in _NOT) + r"|won't|can't|i'm|i've|i'd|i'll|let's"
    r"|we've|they're|you're|(?:what|who|how|where|when|that|there|here|it|anything)'s)"
    rf"|{'|'.join(reversed(_PLAIN))})\b"
)

_OATH = re.compile(
    r"\b(?:(?:bloody|sodding|effing|flipping|blooming|fucking|frigging|freaking|damned|goddamn)"
    r"|(?:the|bloody|what the) (?:hell|heck|fuck|devil)|hell|damn(?: it)?|crap|shit|wtf|ffs"
    r"|for (?:goodness|god|gods|heavens|pete|christ|fuck)(?: s)? sakes?|f+ {1,3}(?=are|is|the|do)"
    r"|jesus|christ|oh my god|omg)\b"
)
_NAMES_OF_DIGITS = "zero one two three four five six seven eight nine"
_DIGITS = {name: str(digit) for digit, name in enumerate(_NAMES_OF_DIGITS.split())}
_NORTHERN_THE = re.compile(r"\bt'(?=[a-z]{3})")  # t'ambers
_SPOKEN_TWENTIES = re.compile(r"\btwenty[ -](one|two|three|four|five|six|seven|eight|nine)\b")
_SPOKEN_YEAR = re.compile(r"\btwenty twenty[ -](three|four|five|six|seven|eight|nine)\b")
_SPOKEN_FINANCIAL_YEAR = re.compile(r"\b(202\d)[ -](2\d)\b(?![-/.:%,\d])")
_SPOKEN_STOPS = re.compile(r"\b(?:full stop|question mark|exclamation mark|comma|new line)\b")
_SPOKEN_NOUGHT = re.compile(
    r"\b(?:zero|oh|nought|naught) (one|two|three|four|five|six|seven|eight|nine|[1-9])\b"
)
_SAID_OTHERWISE = (
    ("audit trail", "history"),
    ("good news", "successes"),
    ("history of call-ins", "history"),
    ("direction of travel", "trend"),
    ("hits and misses", "status"),
    ("by variance", "by distance"),
)
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|morning|afternoon|dear) (?:all|both)\b|(?:hi|hiya|hello|"
    r"hey|gimme|lemme|oops|whoops|(?:no )?wait|scrap that|make that|i mean|i meant|wrong one"
    r"|forget that|be ever so grateful for|ever so|dear|good(?= (?:morning|afternoon|evening"
    r"|day))|morning|afternoon|evening"
    r"|steward|there|team|folks"
    r"|colleagues?|mate|bot|please|pls|plz|ok|okay|right|so|well(?! run)|now|erm|um|uh|er|oh|ah"
    r"|hmm|yo|hola"
    r"|(?:i (?:do )?)?beg your pardon|(?:please )?(?:forgive|pardon) (?:the intrusion|me|my asking)"
    r"|sorry|apologies|excuse me|just|quick (?:one|question|q|query)|quickie|question|query"
    r"|one more(?: thing)?|another one|me again|to (?:be|bother you)[a-z ]{0,14}|but|again|thanks"
    r"|thank you|cheers|if (?:you|i) (?:could|can|may|might)(?: ask)?|when you "
    r"(?:get|have) a (?:min"
    r"|minute|moment|chance|sec|second)|be a (?:dear|love|star) and|alright|fyi|btw|by the way"
    r"|for my (?:report|meeting|1 to 1)|anyway|actually|basically|like|you know|afternoon all)\b"
    r"|(?:(?:can|could|may|might|would|will) you|(?:can|could|may|might) (?:i|we))(?: "
    r"please| just| possibly| kindly| quickly"
    r"| be able to| have| get| see| know| ask(?: you)?| check| find out)*"
    r"(?: (?:tell|show|give|remind|send|get|let|provide|list|find|pull up|bring up|share|fetch"
    r"|look up|check|confirm|run|do|explain to|help)(?: (?:me|us))?"
    r"(?: (?:know|see|have|with|out|through|by))?)?(?=\s|$)"
    r"|(?:just )?(?:i was |i am )?(?:wondering|checking|asking|curious|hoping)(?: if| whether| to)?"
    r"|(?:i|we) (?:would|should|will|do|just|really|also|need|want|wanted|was|am|have)(?: just"
    r"| really| also| now| quite| rather| only)*(?: (?:like|love|want|need|wish|after|looking|keen"
    r"|going|trying|hoping|got|have|be grateful|interested|grateful))?(?: for| in)?"
    r"(?: (?:to|if|for|a|an|the|some))*(?: (?:know|see|look at|understand|find out|hear|get|check"
    r"|have|ask|view|receive|obtain|ask about|find))?(?: (?:about|what|if))?(?= "
    r"(?!own\b|owe\b|left\b))"
    r"|(?:may |might |can |could )?i? ?(?:trouble|bother) you (?:for|to)(?: (?:tell|show|give|"
    r"send)(?: "
    r"me)?)?|mind (?:\w+ )?(?:telling|showing|giving|sending) (?:me|us)"
    r"|(?:do|would|did|does) (?:you|anyone|anybody|we) (?:happen to )?(?:know|mind|have)(?: if"
    r"| whether| about)?"
    r"|(?:please |kindly )?(?:tell|show|give|remind|send|get|let|provide|fetch|hit|help) (?:me|us)"
    r"(?: (?:with|have|see|know|about|out|to))*"
    r"|kindly|grateful for|it would be (?:good|great|helpful|useful) to (?:know|see)"
    r"|(?:a )?(?:quick )?(?:look|update|feel|picture|view) (?:at|on|for|of)(?= ))\s*",
)
_TRAIL = re.compile(
    r"\s*\b(?:(?:by|before) (?:noon|lunch(?:time)?|close of play|cop|eod|end of (?:the )?day"
    r"|tonight"
    r"|tomorrow(?: morning)?|\d{1,2}(?:[:.]\d\d)? ?[ap]m)|please|pls|plz|thanks|thank you"
    r"|thankyou|thx|tks|ta|cheers|many thanks|"
    r"much appreciated"
    r"|asap|(?:in|on) one (?:screen|page|card|line)|at a glance|when you can|"
    r"when(?:ever)? (?:it is )?convenient|at your convenience|if (?:you|"
    r"that is|thats) (?:can|could|possible|ok|okay|would|do not mind"
    r"|may)|if possible|kindly|steward|mate|love|duck|x+|lol|haha|ty|thnx|in advance|so much"
    r"|very much|a lot|(?:at the|right) (?:moment|mo|now)|these days|currently|nowadays|today"
    r"|as of now|by any chance|or something|or what|eh|right|then|though|i wonder"
    r"|do you know|can you|could you|would you|will you|any idea|any ideas|you know|so far"
    r"|good morning|good afternoon|hope you are well|hope that makes sense)$"
)
