"""Cues of what a person does or has to do: help, give, due, late, owned; with their weights."""

from cycle.questions.intents import Intent

_WHO = r"(?:who|whom|which (?:officer|person|manager|of us|colleague))"
_GIVEN = (
    r"(?:submitted|submit|given|give|in|reported|report|sent|send|answered|provided|"
    r"provide|supplied|"
    r"filled|entered|returned|done|come|arrived|received|updated|put|completed|filed)"
)
_THINGS = (
    r"(?:figures?|numbers?|data|returns?|values?|submissions?|results?|stats|info|information)"
)
_TERMS = (
    r"\b(?:special cause|common cause|(?:short|long) trend|(?:upper |lower )?(?:natural |control "
    r")?limits|provisional|numerator|denominator|year to date|working day)\b"
)
DOING: dict[Intent, tuple[tuple[int, str], ...]] = {
    Intent.HELP: (
        (10, r"\bwhat (?:happens|will happen|would happen) (?:if|when)\b"),
        (8, r"\bcan (?:i|my|we|the)\b.{0,20}\b(?:changed?|correct(?:ed)?|amend(?:ed)?|"
            r"edit(?:ed)?|resubmit)\b.{0,30}\b(?:after|once|deadline|closed)\b"),
        (9, r"^(?:help|help me|menu|start|commands?|test|testing|instructions|options|"
            r"guide|manual)$"),
        (8, r"what (?:can|do|could|should) (?:you|i|we) (?:do|ask|say|type|offer|answer|help)\b"),
        (8, r"how (?:do|can|should|would) (?:i|you|we|one) (?:use|work|ask|talk|"
            r"start|get started|submit|enter|"
            r"give|send|put|correct|change|find|report)\b"),
        (7, r"how (?:does|do) (?:this|it|you|steward) (?:work|function)|what (?:are "
            r")?(?:the )?commands"),
        (6, r"\bhelp (?:with|on|for|me)\b|^help\b|\bhelp$|what (?:is this|are you|do you do)\b"),
    ),
    Intent.GLOSSARY: (
        (9, r"\bwhat do the words mean\b"),
        (10, r"\b(?:mean(?:t|s|ing)?|explain\w*|define[sd]?|definition of|what is an?)\b.{0,20}"
             + _TERMS),
        (10, _TERMS + r".{0,24}\b(?:mean(?:t|s|ing)?|stand(?:s|ing)? for)\b"),
        (9, r"\b(?:what|explain|define)\b.{0,12}\b(?:awaiting data|awaiting|polarity|"
            r"tolerance|exceptions?|interventions?|kpis?|pis?|rag|provisional|statistics?|"
            r"deteriorating)\b.{0,12}\bmeans?\b"),
        (9, r"(?:define|explain|meaning of|difference between)(?: an?| the| by)? ?(?:colours?|rag|"
            r"kpis?(?: and pis?)?|pis?|amber|red|green|tolerance|statistics?|polarity|"
            r"exception|intervention)(?: (?:mean|stand for"
            r"|rated|rating|ratings|and|or|status)\b.*)?$|what is an? (?:kpis?|"
            r"pis?|rag|tolerance|statistics?|exception|intervention|polarity)$"),
        (9, r"what (?:does|do|is|are)(?: an?| the)? ?(?:colours?|rag|kpis?|pis?|"
            r"amber|red|green|tolerance|statistics?)(?: status| rating| ratings)? "
            r"(?:mean|stand for|meant|for)\b"),
        (9, r"\b(?:red|amber|green|rag|kpi|pi|statistic|tolerance)s? (?:mean|means|"
            r"meaning)\b|how (?:is|are) (?:rag|colours?|"
            r"red|amber|green)(?: \w+)? (?:decided|worked out|calculated|set|defined)|"
            r"\bglossary\b"),
    ),
    Intent.TEMPLATE: (
        (9, r"\btemplates?\b|(?:spreadsheet|workbook|excel|form|sheet|file)s? (?:to|"
            r"i can) (?:fill|complete|populate)"),
        (8, r"\bblank (?:form|sheet|spreadsheet|return|workbook)|(?:fill|complete) "
            r"(?:in|it|them)? ?(?:in|on)? ?(?:excel|a spreadsheet)"
            r"|(?:data )?collection (?:sheet|form)|upload (?:form|sheet)"),
    ),
    Intent.EXPORT: (
        (8, r"\b(?:export|download|csv|xlsx?|excel|spreadsheet|workbook|raw data|"
            r"data dump|extract)\b"),
        (7, r"\b(?:as|in|to) (?:a )?(?:excel|spreadsheet|csv|file)\b"),
    ),
    Intent.SUBMIT: (
        (9, r"\b(?:opened up|unlock(?:ed)?|reopened)\b|\bwrong (?:data|entry)\b"),
        (9, r"\bcan i (?:still |now )?(?:give|submit|send|enter|put in)\b"),
        (9, r"\b(?:want|need|like|have|got) to (?:change|correct|fix|amend|update|redo|resubmit)"
            r" (?:it|that|this|them)\b|\b(?:was|is|were) (?:not right|incorrect|a typo)\b"),
        (9, r"\b(?:typed|entered|submitted|gave|put|sent)\b.{0,20}\bwrong\b|\bwrong "
            r"(?:figure|number|value|amount)\b|\b(?:typo|mistyped)\b"),
        (8, r"\b(?:correct|amend|revise|fix|change|update|resubmit)\b.{0,30}\b(?:figures?|"
            r"numbers?|returns?|values?|submission)\b(?! on\b)"),
        (8, r"^(?:submit|enter|input|record|log|correct|amend|update figure|key "
            r"in|add (?:a |the |my )?figures?|change(?! in\b))\b"),
        (8, r"^(?:give|put in|send|send in|fill in|do|type in|report|upload)(?: "
            r"the| my| our| in)? (?:figures?|numbers?|data|values?|returns?)\b"),
        (7, r"\b(?:submit|enter|input|put in|putting in|fill in|correct|amend|key "
            r"in|send in|revise|fix|change|record|upload)"
            r"(?: in| what| the| my| our| a| this| figures?| numbers?| for| month|"
            r" what i)* ?(?:#|figures?|numbers?|sent|returns?)"),
        (7, r"\b(?:i )?(?:want|need|would like|have|ready|going|like|got) (?:to|"
            r"a) (?:submit|enter|give|put|update|record|correct|log)"),
        (6, r"\b(?:form) (?:for|of) #|^give #|\bgive (?:my|our) #|# (?:form)$|(?:submit|"
            r"enter) (?:@|#)|made a mistake (?:in|on|with)"),
    ),
    Intent.DUE: (
        (9, r"\b(?:am i|are we) (?:up to date|late|overdue|behind|done|finished|"
            r"outstanding)\b|have i (?:done|submitted|given|sent|missed|forgotten)\b"),
        (9, r"^(?:submit|give|enter|record|correct)(?: in)?(?: my| some| a| the)?(?: figures?|"
            r" data| numbers?| returns?)?$"),
        (8, r"\bdue\b(?! to\b)|what do i owe|\bwhat do i (?:\w+ )?have to do\b|^(?:\w+"
            r" ){0,4}(?:mine|(?:my|own) (?:stuff|bits|"
            r"tasks?|jobs?|figures?|numbers?|returns?|deadlines?|to ?do(?: list)?|"
            r"list))\b"),
        (6, r"\b(?:mine|my (?:stuff|tasks?|figures?|numbers?|returns?|deadlines?))\b"),
        (8, r"\bi (?:still )?(?:need|have|got|ought|supposed|meant|owe|must|should)(?: "
            r"got)?(?: still)?(?: to)? ?(?:send|submit|give|do|enter|fill|"
            r"complete|report|provide|put|update|you)\b"),
        (8, r"(?:expect\w*|want\w*|need\w*|waiting|require\w*|after|outstanding|"
            r"owed|left|missing|overdue|late|pending)(?: for| on| to do| figures|"
            r" anything)*"
            r" (?:from|for|with|by|off|of) (?:me|us)\b"),
        (9, r"^(?:submit|enter|give|do|fill in) (?:everything|all|the lot|them "
            r"all|mine|my figures)\b"),
        (17, r"\bwhat (?:have|did|am) i (?:still )?not (?:yet )?(?:given?|submit(?:ted)?|sen[dt]"
             r"|enter(?:ed)?|done)\b"),
        (7, r"\b(?:am i|are we|i am) (?:up to date|late|overdue|behind|done|finished|"
            r"outstanding)|have i (?:done|submitted|given|sent|missed|forgotten|"
            r"got)"),
        (6, r"\bto ?do list\b|\btodo\b|what do (?:you|u) (?:want|need|require)|"
            r"what (?:is|do i have) (?:on my plate|next|to do)|on my plate|\bi "
            r"have to do\b"),
        (6, r"^(?:submit|give|enter|record|correct)(?: a)?(?: figures?| data| numbers?)?$|"
            r"my (?:outstanding|overdue|late|pending|missing)"),
    ),
    Intent.OVERDUE_ACTIONS: (
        (10, r"\b(?:overdue|late|missed|slipped|slipping|outstanding|behind|delayed)\b.{0,2"
             r"4}\b(?:actions?|milestones?|tasks?|steps|recommendations)\b"),
        (10, r"\b(?:actions?|milestones?|tasks?)\b.{0,30}\b(?:overdue|late|missed|"
             r"slipped|slipping|behind|past|outstanding|unfinished|incomplete|still open|"
             r"not (?:been )?(?:done|finished|completed|"
             r"delivered))\b"),
    ),
    Intent.NOT_GIVEN: (
        (10, r"^(?:ask|chase|remind|nudge|tell|get) \$ (?:to|for|about)\b"),
        (9, r"\b(?:is|are|was|were|have|has) (?:everything|all(?: of)?(?: the| our)?(?: figures?"
            r"| data| returns?| numbers?)?|every figure) (?:been )?(?:now )?(?:in|submitted|given"
            r"|entered|returned|received|provided|supplied)\b|^(?:is )?everything in\b"),
        (8, r"\b(?:is|are|has|have) # (?:come )?in (?:yet|already|now)\b"),
        (9, r"\b(?:nothing|anything|something|everything|all) (?:has |have |been )*(?:come|got"
            r"|gone|"
            r"been|sent|handed) in\b|\b(?:sent|handed|got|given) (?:\w+ )?(?:nothing|anything)\b"),
        (9, r"\bwho\b.{0,24}\bowes?\b"),
        (9, r"\bwho(?:se)?\b.{0,30}\b(?:not|yet|still|never)\b.{0,14}\b(?:submit|"
            r"submitted|send|sent|give|gave|given|done|report|reported|return|returned|"
            r"provide|provided|in)\b|\$.{0,30}\bowes?\b|\b(?:he|she|they) (?:still "
            r")?owes?\b|\bcovering for \$"),
        (8, r"\b(?:has|have|did|is) \$.{0,20}\b(?:submit(?:ted)?|given|sent|returned|"
            r"done|provided|reported|in|late|overdue|up to date)\b"),
        (8, rf"\b(?:has|have|had|is|are|did|do|does) not(?: yet| still| even)?(?: "
            rf"been)?(?: yet)? {_GIVEN}\b|(?:not|never|un)[ -]?(?:yet )?(?:submitted|"
            rf"supplied|given|returned|received)\b"),
        (8, rf"\b(?:has|have) (?:everyone|everybody|all|anyone|anybody|they|#|all "
            rf"of|the team)(?!\w).{{0,40}}\b{_GIVEN}\b|\b{_THINGS} (?:have |has )?(?:all "
            rf")?(?:come|been put|gone) in\b"),
        (8, r"non[- ]?(?:returns?|submissions?|submitters?|responders?|response)|"
            r"nil returns?|failed to (?:submit|report|return|provide|give|send|"
            r"supply)"),
        (8, r"\b(?:missing|overdue|late|outstanding|absent|awaited|awaiting|chas\w+|"
            r"incomplete|gaps?)\b(?! (?:actions?|milestones?))"),
        (8, r"\b(?:still )?(?:waiting|wait) (?:for|on)\b|\b(?:laggards?|culprits?|"
            r"stragglers?|offenders?)\b|who (?:do i|should i|needs?) (?:to )?(?:be "
            r")?(?:chas|nag|nudg|remind)\w*"),
        (6, rf"\b(?:all|every|complete) {_THINGS} in\b|^{_THINGS}? ?still to come|"
            rf"what is still (?:to come|out)|\bwho (?:still )?owes\b|\bowe us\b|"
            rf"yet to (?:submit|report|come|give|send|provide|be)"),
    ),
    Intent.ATTENTION: (
        (9, r"\bwhere (?:do|should|must) (?:i|we)\b.{0,12}\b(?:intervene|look|act|step in|"
            r"focus)\b"),
        (8, r"\bi (?:should|need to|ought to) (?:know|worry|care)\b|\bon fire\b|kicking off"),
        (8, r"\b(?:needs?|requires?|deserves?|wants?|merits?) (?:my|our|the|some|"
            r"any)? ?(?:\w+ )?attention|should i (?:be )?(?:worr|look|concern|focus|"
            r"know|read|do)\w*|"
            r"\bworr(?:y|ied|ying)\b|\bkeep me (?:up|awake)|priorit(?:ies|ise) "
            r"(?:today|for me|this week)|what (?:is|are) (?:urgent|important|pressing)|"
            r"hot ?spots?\b"),
    ),
    Intent.WITHOUT_RISK: (
        (12, r"\b(?:nobody|no one|none|never)\b.{0,20}\blinked\b.{0,12}\brisks?\b"),
        (10, r"(?:without|no|not linked to|not tied to|not attached to|lack|lacking|"
             r"missing|not have|unlinked|not got)(?: any| an?| the)?(?: linked|"
             r" corporate| associated)? risks?\b|not linked to .{0,12}risks?|"
             r"risks? (?:missing|not linked)"),
    ),
    Intent.RISKS: (
        (11, r"\b(?:top|biggest|worst|highest|main|key|major|corporate|greatest)(?: \w+)? risks\b"),
        (8, r"\brisks?\b(?! of \w+ing\b)|\brisk "
            r"register\b"),),
    Intent.PORTFOLIO_HOLDER: (
        (9, r"\b(?:who|which|name|whose)\b.{0,30}\b(?:(?<!my )portfolio(?: holder)?|executive "
            r"member|cabinet member|exec member|lead member|councillor|member)\b"),
        (8, r"^(?:the )?(?:portfolio holder|executive member|cabinet member|exec "
            r"member|lead member|lead councillor)s?\b"),
    ),
    Intent.OWNED_BY: (
        (9, r"\b(?:which|what|anything)\b.{0,20}\bam i (?:down for|named|listed)|"
            r"my name (?:is )?(?:against|on|by)"),
        (9, r"\b(?:does|do|did|is|are) (?:\$|i|me)\b.{0,12}\b(?:own|look after|"
            r"responsible|accountable|in charge|report|lead|manage|cover|run|have)\b"),
        (9, r"\b(?:owned|led|managed|looked after|reported|run|held|covered) by "
            r"\$|\$ (?:owns?|looks after|is responsible|leads|manages|has|indicators?|"
            r"measures?|kpis?|pis?|list|portfolio|patch|stuff|figures)\b"),
        (9, r"\b(?:indicators?|measures?|kpis?|pis?|metrics?|list|ones) (?:of|by|"
            r"for|from|under|with|belonging to) \$|\b(?:what|which)\b.{0,14}\b(?:does|"
            r"is|are) \$"),
        (9, r"\bdo i own|what (?:do )?i own|am i (?:responsible|accountable|the "
            r"owner|down)|i am (?:the owner|responsible)|which (?:\w+ )?(?:are|"
            r"is) mine"),
    ),
    Intent.OWNER: (
        (9, r"^who (?:is |has )?(?:got|holds?|keeps?) (?:the |our )?#"),
        (9, r"\bto blame\b|\bat fault\b"),
        (9, r"\bboss of #|\b(?:hold|held|call|called|brought|bring) to account\b|\banswerable\b"),
        (9, r"\bwho (?:has |had )?(?:submitted|gave|given|entered|provided|supplied|"
            r"sent|wrote|reported|signed|keeps|compiled|changed|corrected)\b"),
        (8, r"\b(?:who|whom)\b.{0,14}\b(?:talk|speak|ask|contact|email|ring|call|"
            r"chase|write|turn)\b(?! (?:for|in)\b)"),
        (8, r"\b(?:owners?|owns?|owned|ownership|owning)\b|\bwhose\b|\bresponsib\w+|"
            r"\baccountab\w+|\bin charge\b|\blead officers?\b|\bdeput(?:y|ies)\b|"
            r"\bnamed officer"),
        (8, rf"\b{_WHO}\b.{{0,20}}\b(?:looks? after|runs?|manages?|leads?|leading|"
            rf"reports?|reporting|supplies|provides?|does|deals? with|handles?|"
            rf"signs? off|signed off|"
            r"signed|behind|compiles|covers|do i (?:talk|speak|ask|contact|go|email|"
            r"ring|call|chase)|should i (?:talk|speak|ask|contact|email|ring|call|"
            r"chase)|to (?:talk|speak|contact|ask)|can i (?:talk|speak|ask|contact)|"
            r"is (?:it|the) (?:contact|person|lead)|gives?|collects?|sends?|keeps?|"
            r"submits?|monitors?|answers? for)\b"),
        (7, r"\bcontact (?:for|on|person|name)\b|\bgo-?to (?:person)?|^who is (?:on "
            r")?#|\bwho (?:is|are) (?:the |our )?#|^who (?:has|does) #|point of "
            r"contact|\bwho # |^who #"),
    ),
}  # fmt: skip
