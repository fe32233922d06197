"""What people call the council's services and priorities, and services that others run."""

SERVICES: tuple[tuple[str, str], ...] = (
    ("human resources",
     "hr; personnel; people services; people team; workforce; staffing; the people side"),
    ("revenues benefits",
     "revs and bens; revs; revs n bens; revenues; r and b; revs bens; rev and ben"),
    ("housing",
     "hsg; housing options; housing team; homes team; housing dept; housing service; housing "
     "needs; housing lot"),
    ("planning",
     "dev management; development management; dev control; development control; dm; planners; "
     "planning dept; planning service; planning team; planning lot; planning policy; planning "
     "and development"),
    ("waste recycling",
     "bin service; bins service; bin team; bin crews; waste; refuse; refuse collection; waste "
     "services; waste team; waste and recycling; bin men; binmen; environment; environment "
     "team; environmental services; green waste; rubbish collection; dustmen; recycling "
     "service; recycling team; refuse and recycling; bins and recycling"),
    ("street cleansing",
     "street cleaning; streets; cleansing; street scene; streetscene; street sweeping; "
     "sweepers; environment; environment team; environmental services; street cleaners; "
     "cleansing team"),
    ("environmental health",
     "eh; env health; ehos; eho; environment; environment team; environmental services; public "
     "health"),
    ("climate sustainability",
     "climate; sustainability; net zero; climate change; green team; environment; environment "
     "team; environmental services; climate team"),
    ("customer contact",
     "customer services; customer service; contact centre team; call centre; csc; customer "
     "team; customers team; contact centre; customer care; front of house"),
    ("information governance",
     "info gov; ig; data protection; information gov; info governance"),
    ("finance",
     "accounts; accountancy; finance team; treasury; money team; finance dept; financial "
     "services; section 151"),
    ("leisure",
     "leisure services; sports; sport; leisure team; culture and leisure"),
    ("economic development",
     "econ dev; regeneration; regen; eco dev; economy; economic growth; business growth; ed "
     "team; econ development"),
    ("internal audit",
     "audit; auditors; audit team; ia"),
    ("ict",
     "xit; it team; computers; digital; information technology; it service; it services; tech; "
     "ict service; digital services; xit team; xit service"),
    ("performance",
     "performance team; corporate performance"),
    ("licensing",
     "licences; taxi licensing; licensing team"),
    ("legal",
     "legal services; solicitors; legal team"),
    ("democratic",
     "dem services; democratic services; committee services; elections; dem serv"),
    ("parks",
     "parks; green spaces; open spaces; grounds maintenance"),
    ("community safety",
     "community safety; asb; cctv"),
    ("parking",
     "car parks; parking services"),
)  # fmt: skip

PRIORITIES: tuple[tuple[str, str], ...] = (
    ("clean green",
     "clean and green; green and clean; clean n green; clean green"),
    ("customers first",
     "customers first; customer first"),
    ("homes communities",
     "homes and communities; homes n communities"),
    ("local economy",
     "local economy; economy; the economy"),
    ("well run council",
     "well run council; well run; wellrun"),
)  # fmt: skip

# "How are libraries doing" is answered with where it stands.
_ELSEWHERE = """
adoption adult adults airport allotments ambulance archives asbestos attendance births broadband
burglary bus buses care carers cemeteries cemetery child children childrens crematorium crime
cycling deaths dentists dogs drains education elections electricity exclusions fire flooding
fostering gas gdp gp gritting highway highways hospital hospitals housebuilding inflation
libraries library licensing lighting markets marriages museum museums nhs noise nursery obesity
ofsted parking parks pavements pest playgrounds police pothole potholes pupils rail registrars
road roads school schools sewers smoking social speeding streetlight streetlights taxi taxis
teachers theatre tip tips tourism trading trains transport trees water
"""
ELSEWHERE = frozenset(_ELSEWHERE.split())
