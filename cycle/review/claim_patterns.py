"""The phrases by which a commentary claims something of its figure, and what takes a claim back.

Our choice, from published reports. Every repeat is bounded, so that no text takes long.
"""

import re
from enum import Enum

from cycle.review.clauses import MONTHS


class Claim(Enum):
    """What may be claimed."""

    BETTER = "better"
    WORSE = "worse"
    UP = "up"
    DOWN = "down"
    SAME = "the same"
    MET = "target met"
    MISSED = "target missed"
    ABOVE = "above target"
    BELOW = "below target"
    ON_TRACK = "on track"
    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_KIND = r"(?:[a-z]+ ){0,2}?"
_PICTURE = r"(?:picture|position|trend|trajectory|direction of travel|performance|direction)\b"
_TIME = (
    r"(?:in )?(?:last|the (?:previous|same|month|quarter|year)|previous"
    rf"|a (?:month|year|quarter) ago|this time|before|{'|'.join(MONTHS)})\b"
)
_AT_ITS = r"(?:is|are|was|were|now|remains?|and) (?:now )?at (?:its|their|the|our)"
_A = r"(?:\b(?:an?|the|this|another|further|some)|^)"
MOVED: tuple[tuple[re.Pattern[str], Claim], ...] = (
    (
        _any(
            r"\b(?:improv(?:ed|es|ing)|recovered|recovering)\b(?! (?:picture|position|trend"
            r"|trajectory|performance|figures?|results?|direction)\b)",
            r"\b(?:continue[sd]? to improve|strengthened|strengthening)\b",
            r"\b(?:there (?:were|are|have been)|saw|seen|shows?) (?:[a-z]+ ){0,2}"
            r"(?:gains|improvements)(?= in)",
            r"\b(?:got|getting|gotten|become|becoming) better\b",
            r"\b(?:gone|went|going|mov(?:ed|ing|es)|heading|head(?:ed|s)) in the right direction\b",
            rf"\b(?:better|faster|quicker|sooner)(?= (?:[a-z]+ ){{0,4}}than {_TIME})",
            rf"{_A} ?{_KIND}(?:improvement|upturn)\b",
            r"\bturned (?:a|the) corner\b",
            rf"\b{_AT_ITS} (?:best|strongest)\b",
            rf"(?:{_A} )?\b{_KIND}(?:improving|positive|encouraging|favourable) {_PICTURE}",
        ),
        Claim.BETTER,
    ),
    (
        _any(
            r"\b(?:worsen(?:ed|ing|s)|deteriorat(?:ed|ing|es))\b(?! (?:picture|position|trend"
            r"|performance|figures?|results?)\b)",
            r"\bcontinue[sd]? to (?:deteriorate|worsen)\b",
            r"\bturn(?:ed|s)? for the worse\b|\bweaken(?:ed|ing)\b",
            rf"\b{_AT_ITS} (?:worst|weakest)\b",
            r"\b(?:got|getting|gotten|become|becoming) worse\b",
            r"\bslipp(?:ed|ing)(?: back| further)?\b",
            r"\b(?:gone|went|going|mov(?:ed|ing|es)|heading|head(?:ed|s)) in the wrong direction\b",
            rf"\b(?:worse|slower|longer)(?= (?:[a-z]+ ){{0,4}}than {_TIME})",
            rf"{_A} ?{_KIND}(?:deterioration|worsening|downturn)\b(?! {_PICTURE})",
            rf"(?:{_A} )?\b{_KIND}(?:worsening|deteriorating|declining|negative|unfavourable) "
            rf"{_PICTURE}",
        ),
        Claim.WORSE,
    ),
    (
        _any(
            r"\b(?:rose|risen|rising|increas(?:ed|ing|es)|grew|grown|growing|climb(?:ed|ing)"
            r"|jump(?:ed|ing)|raised|edged up|crept up|soar(?:ed|ing)|surg(?:ed|ing)|doubled)\b",
            r"\bcontinue[sd]? to (?:rise|increase|grow|climb)\b|\blengthened\b",
            r"\bpicked up(?= (?:since|again|in|this|on|slightly|sharply)|[, ]*$)",
            r"\b(?:takes?|took|taking) (?:[\w.]+ ){0,3}longer\b",
            rf"\b{_AT_ITS} highest\b",
            r"\b(?:up|higher)(?= (?:by|on|from|again|slightly|sharply|since|this|compared|than"
            r"|against|\d|£)|[, ]*$)",
            rf"{_A} ?{_KIND}(?:rise|increase|growth|jump|uplift|uptick)\b",
            rf"(?:{_A} )?\bupward {_PICTURE}",
            rf"\b(?:more|greater|higher)(?= (?:[a-z]+ ){{0,6}}than {_TIME})",
        ),
        Claim.UP,
    ),
    (
        _any(
            r"\b(?:fell|fallen|falling|dropp(?:ed|ing)|decreas(?:ed|ing|es)|declin(?:ed|ing|es)"
            r"|reduc(?:ed|ing|es)|dipp(?:ed|ing)|lowered|cut|shrank|shrunk|edged down|slid|sliding"
            r"|plummet(?:ed|ing)|plung(?:ed|ing)|tumbl(?:ed|ing)|halved)\b",
            r"\bcontinue[sd]? to (?:fall|drop|decrease|decline|reduce|shrink|slide)\b",
            r"\bshortened\b",
            rf"\b{_AT_ITS} lowest\b",
            r"\b(?:down|lower)(?= (?:by|to|on|from|again|slightly|sharply|since|this|compared|than"
            r"|against|\d|£)|[, ]*$)",
            rf"{_A} ?{_KIND}(?:fall|decrease|decline|drop|reduction|dip)\b",
            rf"(?:{_A} )?\bdownward {_PICTURE}",
            rf"\b(?:fewer|less|lower)(?= (?:[a-z]+ ){{0,6}}than {_TIME})",
        ),
        Claim.DOWN,
    ),
    (
        _any(
            r"\b(?:unchanged|(?:is|are|was|were|remains?|remained|stayed) (?:exactly )?the same"
            r"|the same (?:as|figure as|level as)|identical to|level with)\b",
        ),
        Claim.SAME,
    ),
)
# Adjectives that leave the target the figure's own; "savings target" and "national" do not.
_T = (
    r"(?:(?:the|our|its|this|a|their) )?(?:(?:month(?:ly|'s)?|quarter(?:ly|'s)?|performance|set"
    r"|agreed|current|council(?:'s)?|corporate|local|september"
    r"|\d[\d.,]*(?:%|[ -](?:working )?(?:days?|minutes?|per ?cent))?) ){0,2}target\b"
)
_OF = r"(?:of [£\d][\d.,]*(?:%| per ?cent| days)? ?)?"
_DET = r"(?:comfortably |now |again |just |also |easily |fully |clearly |already |both ){0,2}"
AGAINST_TARGET: tuple[tuple[re.Pattern[str], Claim], ...] = (
    (
        _any(
            rf"\b(?:miss(?:ed|es|ing)|short of|fell short of|falls short of|off|outside|behind"
            rf"|worse than|not yet (?:at|on)) {_T}",
            rf"\b(?:did not|didn't|has not|hasn't|have not|haven't|does not|doesn't|failed to"
            r"|fails to|failing to|unable to|could not|couldn't|not) (?:yet )?(?:quite )?(?:met?"
            rf"|meet|meeting|achieved?|hit|reach(?:ed)?|on) {_T}",
            rf"\btarget {_OF}(?:was|is|has been|has|were) (?:narrowly |again |not |just ){{0,2}}"
            r"(?:not (?:been )?(?:met|achieved|hit|reached)|missed)\b",
            r"\btarget (?:(?:was|is|has)(?: not|n't)) (?:been )?(?:met|achieved|hit|reached)\b",
            r"\btarget (?:narrowly |just )?(?:not (?:been )?(?:met|achieved|hit|reached)|missed)\b",
            r"\boff track\b",
        ),
        Claim.MISSED,
    ),
    (
        _any(
            rf"\b(?:met|meets?|meeting|achiev(?:ed|es|ing)|hit|hits|hitting"
            rf"|beat|beats|beaten|reached|reaches|bettered|on|at|ahead of"
            rf"|within|inside|better than|in line with|outperform(?:ed|ing|s)) {_T}",
            rf"\btarget {_OF}(?:has been |have been |was |is |were |being )?{_DET}(?:met|achieved"
            r"|hit|reached|beaten)\b",
        ),
        Claim.MET,
    ),
    (
        _any(
            rf"\b(?:above|over|exceed(?:ed|s|ing)|surpass(?:ed|es|ing)) {_T}",
            rf"\btarget {_OF}(?:has been |was |is |being )?{_DET}(?:exceeded|surpassed)\b",
        ),
        Claim.ABOVE,
    ),
    (_any(rf"\b(?:below|under) {_T}"), Claim.BELOW),
    (
        _any(
            r"\b(?:is|are|remains?|remained|now|firmly|still|back|well|and|stays?) on track\b",
            r"^on track\b",
        ),
        Claim.ON_TRACK,
    ),
    *(
        (
            _any(
                r"\b(?:is|are|remains?|now|rated|rag-rated|rated as|turned|currently|stays?|at"
                rf"|and) (?:rated |now |still |again |at |a )?{colour.value.lower()}\b"
                r"(?! (?:waste|space|bin|flag|line|card|belt|homes?|light|list|route))"
            ),
            colour,
        )
        for colour in (Claim.GREEN, Claim.AMBER, Claim.RED)
    ),
)
NOUN = re.compile(
    r"^(?:an?|the|this|another|further|some)\b|\b(?:improvement|deterioration|rise|increase|growth"
    r"|jump|uplift|uptick|upturn|downturn|fall|decrease|decline|drop|reduction|dip|trend|picture|position|trajectory)$",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:not|no|never|neither|nor|without|no longer|yet to)\b|n't\b", re.IGNORECASE)
HOPED = re.compile(
    r"\b(?:expect\w*|should|will|would|could|may|might|aim\w*|hop(?:e\w*|ing)|plan\w*|need\w*|must"
    r"|cannot|unable|intend\w*|likely|forecast\w*|predict\w*|project\w*|anticipat\w*|want\w*"
    r"|rather than|instead of|used to|whether|if|until|once|unless|ensure|towards?|on course"
    r"|risk\w*|aspir\w*|propos\w*|in order)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(r"\b(?:if|until|once|unless|when|whether|were it not|had)\b", re.IGNORECASE)
THEN = re.compile(
    r"\b(?:last|previous|previously|earlier|prior|formerly|historic\w*|in the past|before"
    r"|originally|initially|(?:19|20)\d\d|years?(?! to date))\b(?!.*\bthis year\b)",
    re.IGNORECASE,
)
LATER = re.compile(
    r"\b(?:once|when|if|until|unless|next|by (?:the )?(?:end|year|spring|summer|autumn|winter"
    rf"|christmas|q\d|{'|'.join(MONTHS)})|for the (?:full )?year|for year[- ]end|at year[- ]end"
    r"|for (?:20\d\d|q\d)|to (?:meet|deliver|complete|finish|hit|reach|achieve|be))\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:last|previous|prior|earlier|national|average|next|forecast|predicted|year[- ]end"
    r"|stretch|old|new|statutory|government|england|if|would|will|expect\w*|teams?|wards?|weeks?"
    r"|contractors?|areas?|most|some|several|other|every other)\b|\b20\d\d\b",
    re.IGNORECASE,
)
ALMOST = re.compile(
    r"\b(?:almost|nearly|close to|partly|partially|not quite|towards?|near)\s*(?:\w+ )?$",
    re.IGNORECASE,
)
CAUSE = re.compile(
    r"\b(?:after|following|because|as|with|thanks|due|when|while|since we|since the new|through"
    r"|leading|resulting|helped|driven|which|where|who|that)\b",
    re.IGNORECASE,
)
OBJECT_END = re.compile(
    r" (?=(?:by|to|from|since|on|compared|through|with|thanks|and|this|over|after|following|despite"
    r"|than|during|is|are|was|were|has|have|again|even|across|between|against)\b|\d|£)",
    re.IGNORECASE,
)
THAN = re.compile(r" than\b", re.IGNORECASE)
TARGET_FOR = re.compile(r"\s*(?:for|in|on)\b(?P<what>(?: [\w'-]+){1,5})", re.IGNORECASE)
ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|\w+th|running|consecutive|successive|in a row"
    r"|row|ending|ended|\d+)\b",
    re.IGNORECASE,
)
LED_TO = re.compile(  # "the rate fell below target": the rate is what is below it
    r"\b(?:fell|fallen|falls|dropped|drops|dipped|slipped|rose|moved|went|gone|ended|finished"
    r"|closed|landed|came|come)(?: (?:back|just|slightly|well|again|in|up|down)){0,2}\s*$",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    r"\s*(?:$|[,%£\d]|(?:to|by|from|on|in|since|this|again|further|over|against|compared|during|for"
    r"|at|as|overall|month|quarter|year|last|between|or|so|than|more|even|across|back|steadily"
    r"|slightly|significantly|sharply|markedly|considerably|marginally|noticeably|substantially"
    r"|strongly|greatly|somewhat|each|every|of|\w+ly)\b)",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?:by |to |from |of |at )?£?\d[\d,.]*(?: ?%| per ?cent| percentage points?| points?| days?"
    r"| minutes?| hours?|k\b|m\b)?",
    re.IGNORECASE,
)
COMPARATOR = re.compile(
    r"\b(?:on|from|since|than|compared (?:to|with)|against|over|versus|vs)"
    r"(?: (?:in|the|that|those|of|for|figure|level)){0,3}"
    r" (?:last|previous|prior|same|this time last|a (?:month|quarter|year) ago|"
    rf"year|{'|'.join(MONTHS)})(?:'s)?(?: (?:month|quarter|year|period|time))?"
    r"(?: (?:of |in )?(?:last|the previous|the year before|20\d\d|year)(?: year)?)?",
    re.IGNORECASE,
)
