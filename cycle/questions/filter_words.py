"""Kinds, colours and "mine" in a question's words."""

import re

from cycle.plan.indicator import Kind
from cycle.questions.filter import AWAITING, UNTARGETED


def find_kind(words: str) -> tuple[str, Kind | None]:
    words = _NOT_KIND.sub(" ", words)
    for pattern, kind in _KINDS:
        if pattern.search(words):
            return " ".join(pattern.sub(f" {kind.value.lower()}s ", words).split()), kind
    return words, None


def find_bands(words: str) -> tuple[str, tuple[str, ...]]:
    if _UNTARGETED.search(words):
        return _UNTARGETED.sub(" ", words), (UNTARGETED,)
    if found := _NOT_BAND.search(words):
        left = tuple(band for _, band in _COLOURS if band.lower() != found["band"].rstrip("s"))
        return words, left
    words = _BAD_NEWS.sub("reds", words)
    words = _OR_WORSE.sub("red amber", words)
    bands = tuple(band for pattern, band in _COLOURS if pattern.search(words))
    if not bands and _OFF_TARGET.search(words):
        return _OFF_TARGET.sub(" which ", words), ("Red", "Amber")
    if not bands and not _IS_TO_COME.search(words) and _ON_TARGET.search(words):
        return _ON_TARGET.sub(" which ", words), ("Green",)
    if _AWAITING.search(words):
        return words, (*bands, AWAITING)
    return words, bands


def find_mine(words: str) -> str:
    """`services` or `indicators` of the person who asks; empty where nothing says "mine"."""
    if _MY_SERVICES.search(words):
        return "services"
    return "indicators" if _MY_INDICATORS.search(words) else ""


_KINDS = (
    (re.compile(r"\bkey (?:performance )?indicators?\b|\bkpi ?s?\b|\bkpis\b|\bheadline "
                r"indicators?\b"), Kind.KPI),
    (re.compile(r"\bperformance indicators?\b|\bpis?\b"), Kind.PI),
    (re.compile(r"\bstatistics?\b|\bcontext(?:ual)? (?:indicators?|measures?)\b|"
                r"\bstats\b(?! (?:for|on|of|about|please))"), Kind.STATISTIC),
)  # fmt: skip
_NOT_KIND = re.compile(
    r"\b(?:not|no|non|rather than|instead of|never)(?: the| any)? (?:kpis?|pis?|statistics|stats)\b"
)
_COLOURS = (
    (re.compile(r"\breds?\b"), "Red"),
    (re.compile(r"\bambers?\b|\byellows?\b|\borange\b"), "Amber"),
    (re.compile(r"\bgreens?\b"), "Green"),
)
_NOT_BAND = re.compile(
    r"\b(?:not|non|is not|are not|anything but|aren't|with no|without|"
    r"without any)[ -](?P<band>reds?|ambers?|greens?)\b"
)
_UNTARGETED = re.compile(
    r"\b(?:without|no|lacking|missing|not have|untargeted|have not got)(?: any|"
    r" an?)? targets?\b|\buntargeted\b"
)
_OFF_TARGET = re.compile(
    r"\b(?:off|below|missing|missed|not (?:on|at|meeting|hitting|achieving)|behind|"
    r"under|worse than|failing|fail to (?:meet|hit|reach)|fell short of|short of|outside)"
    r"(?: their| its| the| our)? (?:targets?|track|course|profile|tolerance)\b|\bunder "
    r"?perform\w*|\btargets? (?:were |was |are |is |we |have |has |been |did |do |(?:the|this) "
    r"(?:council|administration|year) )*(?:missed?|"
    r"not met|not hit|fail(?:ed)? to (?:meet|hit))\b"
    r"|\bfailing\b|\bstruggling\b|\bin trouble\b"
)  # fmt: skip
_ON_TARGET = re.compile(
    r"\btargets? (?:were |was |are |is |we |have |has |been )*(?:met|hit|achieved|reached)\b|"
    r"\b(?:on|meeting|hitting|above|achieving|at|met|hit|exceeding|beating)(?: "
    r"their| its| the| our)? targets?\b(?! (?:to|for)\b)"
)
_IS_TO_COME = re.compile(r"\b(?:will|shall|going to|likely to|expected to|gonna|by @)\b")
_OR_WORSE = re.compile(r"\bambers? (?:or|and) (?:worse|below)\b")
_BAD_NEWS = re.compile(
    r"\b(?:bad news|(?:problem|trouble) (?:areas?|spots?|children|ones)|hot ?spots)\b"
)
_AWAITING = re.compile(r"\bawaiting (?:data|figures?)\b|\bno data\b")
_MY_SERVICES = re.compile(
    r"\bours\b|"
    r"\b(?:my|our|mine|own)(?: own| whole)? (?:service|services|team|teams|area|"
    r"areas|patch|department|dept|directorate|division|portfolio|staff|section|lot|bit)\b"
)
_MY_INDICATORS = re.compile(
    r"\bam i (?:down for|named|listed)\b|\bmy(?: own)? (?:\w+ )?(?:indicators?|measures?|kpis?"
    r"|pis?|reds?|ambers?|"
    r"greens?|metrics?|ones)\b|\bi (?:own|am responsible for|look after)\b|\bdo "
    r"i own\b|\bmine\b|\bmy (?:performance|status|rag|position|results|dashboard|"
    r"scores?)\b"
)
