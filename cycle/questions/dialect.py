"""Words of the North, of Scotland and of people in a hurry, as everybody else writes them."""

import re

_WORDS = {
    "swept": "cleaned",
    "wdym": "meaning of",
    "calc": "calculation",
    "idk": "",
    "bruh": "",
    "rn": "now",
    "ngl": "",
    "tbh": "",
    "imo": "",
    "nah": "not",
    "any1": "anyone",
    "doin": "doing",
    "wks": "weeks",
    "cheers me dears": "cheers",
    "trimester": "quarter",
    "semester": "half",
    "owt": "anything", "nowt": "nothing", "summat": "something", "aye": "yes", "ay": "yes",
    "yon": "that", "wee": "", "lass": "", "lad": "", "hen": "", "pal": "", "pet": "",
    "reet": "right", "wi": "with", "gie": "give", "gies": "give us", "gis": "give us",
    "tae": "to", "frae": "from", "noo": "now", "mair": "more", "whit": "what", "hoo": "how",
    "whae": "who", "wha": "who", "wheres": "where is", "outwith": "except", "ken": "know",
    "cannae": "can not", "canna": "can not", "dinnae": "do not", "dinna": "do not",
    "didnae": "did not", "isnae": "is not", "wasnae": "was not", "hasnae": "has not",
    "havnae": "have not", "havenae": "have not", "willnae": "will not", "nae": "no",
    "wat": "what", "wot": "what", "ony": "any", "daein": "doing", "dae": "do",
    "hoos": "how is", "munth": "month", "figers": "figures", "compair": "compare",
    "oor": "our", "oot": "out", "doon": "down", "aboot": "about", "hoose": "house",
    "gan": "go", "thi": "the", "thissen": "yourself", "mebbe": "maybe", "allus": "always",
    "defn": "definition", "defo": "definitely", "fcst": "forecast", "fcasts": "forecasts",
    "tgt": "target", "tgts": "targets", "trgt": "target", "perf": "performance",
    "apps": "applications", "app": "application", "cmp": "compare", "cf": "compared with",
    "mvmt": "movement", "stat": "statistic", "inds": "indicators", "ind": "indicator",
    "wrt": "about", "regarding": "about", "concerning": "about", "svc": "service",
    "prevs": "previous", "prior": "previous", "mths": "months", "qtrs": "quarters",
    "yrs": "years", "recs": "recommendations", "incl": "including", "exc": "excluding",
    "excl": "excluding", "asap": "", "tmrw": "tomorrow", "tmw": "tomorrow", "2moro": "tomorrow",
    "tomoz": "tomorrow", "gonna": "going to", "gotta": "have to", "wanna": "want to",
    "dunno": "do not know", "cos": "because", "coz": "because", "cuz": "because", "bc": "because",
    "plse": "please", "thru": "through", "tho": "though", "u": "you", "ur": "your",
    "abt": "about", "b4": "before", "2day": "today", "nxt": "next", "lst": "last",
}  # fmt: skip
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![\w-])")


def in_plain_english(words: str) -> str:
    """The words of a normalised text as everybody else writes them."""
    return _WORD.sub(lambda found: _WORDS[found[0]], words)
