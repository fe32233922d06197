"""Cues of what a person wants to know of indicators, with their weights."""

from cycle.questions.intents import Intent

ASKING: dict[Intent, tuple[tuple[int, str], ...]] = {
    Intent.DEFINITION: (
        (9, r"\bhow (?:did|do|does) (?:we|you|they|it) (?:get|arrive|come) (?:to|at|by|up with)\b"),
        (9, r"\bexplain (?:the |our )?# (?:indicator|measure|kpi|pi|figure)$"),
        (9, r"\b(?:data source|source (?:of(?! (?:the )?target)|data|system)|where (?:do|does"
            r"|is) .{0,30}\bcome"
            r" from)\b|"
            r"\bwhat # is$"),
        (8, r"\b(?:definitions?|define[sd]?|def|defs|meaning|methodology|formula|"
            r"calculation|polarity|aggregation|numerator|denominator|metadata|specification"
            r"|spec)\b"),
        (8, r"\b(?:how(?! many| much| long)|what)\b.{0,40}\b(?:calculated|calculate|measured|"
            r"measure|"
            r"measures|worked out|counted|counts?|computed|defined|derived|included|"
            r"includes?|mean|means|meant|covers?|made up)\b"),
        (7, r"\b(?:what (?:exactly )?is|explain)(?: the| a| an)? #(?: indicator|"
            r" measure)?(?: about| for| actually)?$|\bwhat (?:do we|is) (?:count|"
            r"class|include)|what is # (?:about|measuring|telling)|actually measur\w+"),
    ),
    Intent.FORECAST: (
        (10, r"\bwhen (?:will|are|is|do|does)\b.{0,40}\b(?:recover\w*|back|green|improve|hit"
             r"|meet|reach)\b"),
        (10, r"\b(?:at risk|in danger|likely) (?:of|to)\b"),
        (9, r"\b(?:forecasts?|forecasted|fcast|projections?|projected|project|outturn|"
            r"predict\w*|prognosis|trajectory to|expected (?:to|by|at|result|outcome|"
            r"position)|estimate[sd]?)\b"),
        (9, r"\bon (?:course|track|target) (?:to|for)\b|\b(?:will|going to|gonna|"
            r"likely to|shall) (?:we |it |# |they |the council )?(?:be )?(?:meet|"
            r"hit|make|miss|reach|achieve|end|finish|land|exceed|fall|get|come|"
            r"turn)\b"),
        (8, r"\b(?:year[- ]?end|end of (?:the )?(?:financial )?year|by (?:march|"
            r"@|year)|at year)\b|\bwhere (?:will|are) .{0,30}\b(?:end|finish|land|"
            r"heading|headed|going)\b|\bheading for\b|full[- ]year|\bare we on "
            r"(?:course|track)\b"),
    ),
    Intent.TARGET: (
        (11, r"\b(?:who|how|when)\b.{0,12}\b(?:set|sets|decide[ds]?|chose|approved|"
             r"agreed|fixed)\b.{0,20}\btargets?\b|\btargets?\b.{0,40}\bwho (?:set|"
             r"decide[ds]?|chose|approved|agreed)"),
        (7, r"\btargets?\b|\bgoal\b|\bthreshold|\btolerances?\b|\bbenchmark|\baim(?:ing)? "
            r"for|supposed to be (?:at|hitting|getting)|\bset at\b"),
    ),
    Intent.COMPARE: (
        (9, r"\b(?:ahead|behind|up|down|better|worse|further)\b.{0,16}\b(?:where|what|than) "
            r"(?:we|it|they) (?:was|were|had)\b"),
        (9, r"^(?:the )?(?:change|changes|movement|rise|fall|increase|decrease) in\b.{0,20}#"),
        (9, r"\b(?:compar\w+|versus|vs|v|side by side|difference|differ|delta|yoy|"
            r"mom|qoq|year[- ]on[- ]year|month[- ]on[- ]month|quarter[- ]on[- ]quarter|"
            r"alongside|contrast|next to)\b"),
        (9, r"\b(?:better|worse|higher|lower|more|less|up|down|improved|improvement|"
            r"any better|increase|decrease|change|changed|rise|fall|progress|moved|"
            r"gone up|gone down|risen|fallen|dropped|grown|fewer|quicker|slower|"
            r"faster)\b.{0,20}"
            r"\b(?:than|on|from|over|since|between)\b(?: it was)?(?: @| last| the "
            r"same| this time| previous| before| then)"),
        (8, r"\b(?:same (?:month|period|time|quarter|point)|this time) last|\bhow "
            r"much (?:has|have|did|is|are).{0,40}\b(?:up|down|changed|moved|risen|"
            r"fallen|gone|increase|rise|drop|fall|improve)|\b(?:any )?(?:better|"
            r"worse) than (?:it|they|before|we) ?(?:was|were)?|than (?:before|it "
            r"was|last)|# (?:against|with|and) # (?:compare|together)|# against "
            r"#"),
        (6, r"\bbetween @ and @|@ (?:or|against|then) @|\bagainst (?:last|@|the "
            r"previous|the same|a year)|from @ to @"),
    ),
    Intent.RANK: (
        (10, r"\b(?:which|what) (?:one )?of (?:mine|ours|these|them|my \w+|our \w+|"
             r"the \w+)\b.{0,16}"
             r"\b(?:worst|best|poorest|weakest|strongest)\b"),
        (9, r"\b(?:worst|best|reds?) first\b"),
        (8, r"\b(?:worst|best) (?:thing|things|one|ones|performers?|bits?|areas?|"
            r"@|in|for|of|at|#)|\b(?:the|our|my) (?:worst|best)\b"),
        (10, r"\b(?:top|bottom|worst|best|biggest|largest|steepest|sharpest|highest|"
             r"lowest|weakest|strongest|poorest|greatest)\b.{0,14}\b(?:\d+|two|"
             r"three|four|five|six|seven|eight|nine|ten|falls?|drops?|rises?|improve\w*|"
             r"movers?|performers?|performing|"
             r"services?|kpis?|pis?|indicators?|measures?|teams?|departments?|areas?|"
             r"decline\w*|deteriorat\w*|change\w*|reds?|increase\w*|decrease\w*|"
             r"gains?|losers?|winners?|risers?|fallers?|gaps?|misses|underperform\w*|"
             r"offenders?)\b"),
        (9, r"\b(?:rank(?:ed|ing|ings)?|league table|leader ?board|furthest|order(?:ed)? "
            r"by|sort(?:ed)? by|in order of|by distance|distance from target|most "
            r"(?:off|below|behind|improved|reds?|missed|behind)|least)\b"),
        (9, r"\b(?:\d+|two|three|four|five|six|ten) (?:worst|best|biggest|largest|"
            r"lowest|highest|poorest)\b|^(?:the )?(?:worst|best|bottom|top|weakest|"
            r"strongest)(?: @)?$|(?:which|what) (?:service|team|department|area|"
            r"indicator|kpi|pi)s? (?:is|are|has|have)(?: doing| performing)?(?: "
            r"the)? (?:worst|best|most|fewest)|(?:doing|performing|performs?) (?:worst|"
            r"best)"),
    ),
    Intent.CHANGED: (
        (8, r"\b(?:fell|dropped|slumped|dipped|slid|rose|climbed|jumped|worsened|"
            r"declined|improved|(?:went|gone|going) (?:up|down))\b"),
        (9, r"\b(?:got|gone|gotten|getting|become|becoming|turned|went|going|go|"
            r"turn|became|fell|fallen|dropped|moved|slipped|flipped|switched|changed) "
            r"(?:much )?(?:worse|better|from|red|amber|green|backwards|downhill|"
            r"to(?! (?:be|do|give|send|say|show|know|offer|report)\b)|into|out|down|up|"
            r"the wrong|the right)\b"),
        (9, r"\b(?:deteriorat\w*|improv\w*|declin\w*|worsen\w*|slipp\w*|regress\w*|"
            r"backsl\w*|recover\w*|newly|turnaround|on the up|on the slide|sliding|"
            r"climbing|new reds?|newly red)\b|\b(?:falling|rising|dropping|getting) "
            r"(?:kpis?|pis?|indicators?|measures?)\b"),
        (8, r"\bwhat (?:has |have |is |else )?(?:changed|moved|different|new|shifted|"
            r"happened)\b|\bany (?:changes?|movement|improvements?)\b|\bchanges? "
            r"(?:since|from|in|over|this|last)\b|\bmovers\b|\bmoved (?:since|in|"
            r"most)\b|what is (?:going )?(?:wrong|downhill)|\bsince (?:the )?(?:last|"
            r"@)\b.{0,20}\b(?:worse|better)\b"),
        (7, r"\b(?:worse|better)\b"),
    ),
    Intent.TREND: (
        (11, r"\bhow long\b.{0,12}\b(?:has|have|had|is|are|was|were)\b.{0,30}\b(?:been|miss\w*|"
             r"fail\w*|below|above|off|over|under|reds?|ambers?|greens?)\b"),
        (9, r"\bturned (?:the|a) corner\b"),
        (9, r"\bany (?:quicker|slower|faster|longer|shorter|higher|lower)$"),
        (8, r"\b(?:process |upper |lower )?limits?\b(?! of)"),
        (9, r"\b(?:getting|growing|becoming) (?:any )?(?:wider|narrower|bigger|smaller|longer"
            r"|shorter"
            r"|slower|quicker|faster|higher|lower|larger)\b|# ,? ?monthly\b|\bmonthly @"),
        (9, r"\b(?:by|per|each|every) (?:month|quarter)\b(?!.*\b(?:service|team)s?\b)"),
        (9, r"\b(?:up or down|down or up|rising or falling|higher or lower|better "
            r"or worse|worse or better|heading up|heading down)\b"),
        (9, r"\b(?:trend\w*|charts?|graphs?|plot|plotted|sparkline|spc|control "
            r"limits?|control chart|run chart|trajectory|direction of travel|over "
            r"time|time series|timeline chart|draw|line chart|special cause|common "
            r"cause|noise|signal)\b"),
        (8, r"\b(?:how|has|have|is|are|where)\b.{0,50}\b(?:moved|moving|rising|"
            r"falling|creeping|climbing|increasing|decreasing|dropping|trending|"
            r"evolved|progressed|developed|going (?:up|down)|gone (?:up|down)|getting "
            r"(?:worse|better)|growing|shrinking|heading)\b"),
        (8, r"\b(?:since|from) @|@ onwards|^# (?:since|between) |progress (?:over|"
            r"since|on)|\blast (?:few|couple) |month by month|quarter by quarter|"
            r"monthly figures|each month|by month|every month this"),
    ),
    Intent.HISTORY: (
        (9, r"\brestate(?:d|ments?)\b|\b(?:anything|something|figures?|values?)\b.{0,12}"
            r"\b(?:corrected|revised|amended)\b"),
        (9, r"\bwhen\b.{0,40}\b(?:was|were) (?:last )?(?:changed|updated|submitted|given|entered"
            r"|revised|corrected)\b|\blast (?:updated|changed|revised)\b"),
        (9, r"\b(?:been|was|were|any|ever) (?:restated|restatements?|revised|revisions?)\b"),
        (9, r"\bwhen (?:was|were|did|has|is)\b.{0,40}\b(?:changed|updated|submitted|"
            r"given|reported|entered|revised|corrected|last)\b|\b(?:every|all)(?: "
            r"the| of the)? (?:figures?|values?|results?|numbers?|versions?|entries)(?: "
            r"ever| given| we have| for #)"),
        (8, r"\b(?:history|timeline|audit trail|log|track record|past (?:figures|"
            r"results|data|performance)|previous (?:figures|results|values)|historic\w*|"
            r"story so far|full record|all (?:the )?(?:figures|values|data) (?:for|"
            r"of|we have)|back data|versions?)\b|what has happened (?:to|with|on) "
            r"#|what happened (?:to|with) #|everything (?:that )?happened"),
    ),
    Intent.SUCCESSES: (
        (9, r"\b(?:shout|boast|brag|crow|sing) about\b|\bgood (?:news )?stor(?:y|ies)\b"),
        (9, r"\b(?:any(?:thing)? good (?:to|news|in|for)|good to report|what (?:has "
            r"|is )?(?:worked|works|working|went right|gone right)|wins?)\b"),
        (9, r"\b(?:success\w*|good news|celebrat\w+|lessons?|learnt|learned|wins|"
            r"achievements?|achieved|proud|went well|going well|gone well|well "
            r"done|highlights|bright spots?|positives?|pat on the back)\b"),
    ),
    Intent.INTERVENTIONS: (
        (9, r"\bwhat (?:did|have|has) (?:we|they|you|#|the \w+) promised?\b"),
        (9, r"\bactions? (?:is|are|was|were|has been|have been)? ?(?:being )?(?:taken|planned"
            r"|agreed)\b"),
        (9, r"\bplans?\b.{0,20}\b(?:to|for)\b.{0,14}\b(?:reduc|improv|fix|cut|increas|"
            r"tackl|address|rais|lower|turn|stop|prevent)\w*|\bhow (?:can|do|are|"
            r"will|is) .{0,14}\b(?:reduc|tackl|address|cutting|turning)\w*"),
        (9, r"\b(?:what|anything|something|much|nothing)\b(?! (?:do|did) (?:we|you|i) (?:know"
            r"|think)).{0,34}\b(?:done|doing|do"
            r"|planned)\b.{0,10}\babout\b|\bhow "
            r"(?:are|will|do|is) (?:we|they|you|#|it)(?: be)? (?:going to )?(?:fix|"
            r"tackl|address|deal|sort|turn)\w*|\b(?:steps|measures|action) (?:(?:have|has|are|"
            r"were|is) )?"
            r"(?:been |being )?(?:taken|in place|in hand)"),
        (9, r"\b(?:interventions?|action plans?|recovery plans?|improvement plans?|"
            r"remedial|corrective|turnaround plans?|support plans?|fix(?:es)? in "
            r"place|mitigation)\b"),
        (8, r"\bwhat (?:is|are|has|have) (?:being |been |we |they |# )?(?:doing|"
            r"done|do|the plan|the actions?|tried|trying)\b(?! well)|\bwhat is "
            r"(?:being )?(?:planned|happening) (?:about|to (?:fix|improve|sort|"
            r"address))|plan (?:to|for) (?:fix|improv|sort|address|turn)\w*|\bactions? "
            r"(?:on|for|in|to) #|\bactions? (?:are )?(?:in place|underway|live)"),
    ),
    Intent.DECISIONS: (
        (9, r"\b(?:resolve|agree)\b|\bwhat (?:was|were|has been|had been|got|did we) (?:agreed"
            r"|agree)\b"),
        (10, r"\b(?:decisions?|decide[ds]?|minutes|resolved|resolutions?)\b(?! "
             r"(?:in time|outstanding))|\b(?:board|panel|committee)\b.{0,12}\b(?:agree[d"
             r"s]?|say|said|rule[ds]?|conclude[ds]?|ask(?:ed)? for|order(?:ed)?)\b|"
             r"outcome of the (?:board|meeting)|at the (?:last )?board|\bwe (?:agreed?|"
             r"decided?|resolved)\b|board (?:outcomes?|"
             r"actions?|agreed|minutes)"),
    ),
    Intent.EXCEPTIONS: (
        (9, r"\b(?:exceptions?|concerns?|escalat\w+|flagged|alerts)\b(?! (?:form|"
            r"me|here))|\b(?:awaiting|waiting|before|needs?|need|pending) (?:for "
            r")?(?:the |a |an )?(?:performance )?(?:board|decision)s?(?: decisions?|"
            r" to (?:decide|answer|look))?|\bboard(?: has)? (?:to (?:decide|consider|"
            r"look)|agenda|in front|before it|not (?:yet )?(?:decided|answered|"
            r"looked))|on the (?:board )?agenda|open (?:issues|cases)"),
        (11, r"\b(?:awaiting|waiting (?:for|on)|pending|needing|needs?)(?: the| an?)? "
             r"(?:performance )?(?:board )?decisions?"),
    ),
    Intent.DATA_QUALITY: (
        (9, r"\b(?:data quality|dq|data[- ]?integrity|completeness|timeliness)\b|"
            r"\bquality of (?:the )?(?:data|figures|returns)|\b(?:reliab\w+|trust\w*|"
            r"accura\w+|believ\w+|robust|sound|credible|confident|confidence|dodgy|"
            r"good|clean)\b.{0,30}\b(?:data|figures?|numbers?|returns)\b|\b(?:data|"
            r"figures?|numbers?|returns)\b.{0,30}\b(?:reliab\w+|trust\w*|accura\w+|"
            r"robust|sound|credible|believ\w+|dodgy|any good)\b"),
        (6, r"\b(?:plausib\w+|suspicious|odd looking|implausib\w+|data (?:checks?|"
            r"issues?|problems?|errors?))\b"),
    ),
    Intent.DELIVERY: (
        (9, r"^(?:message |card |the )?(?:delivery|deliveries)(?: status| report|"
            r" log| problems?| failures?)?$|\b(?:out of reach|undelivered|unreachable|"
            r"bounced)\b|(?:cards?|messages?|reminders?|alerts?|notifications?) "
            r".{0,20}\b(?:arriv\w+|deliver\w+|reach\w*|getting through|got through|"
            r"go out|going out|gone out|stuck|sent|failed)\b|what (?:is )?(?:stuck|"
            r"waits|waiting to be sent|queued)|^stuck"),
    ),
    Intent.COMMENTARY: (
        (10, r"\bwhat (?:should|do|can|would|could) (?:i|we) say\b|\blines? to take\b"),
        (9, r"\bwhat (?:did|does|has|have)\b.{0,24}\b(?:say|said|write|written|wrote)\b"),
        (8, r"\b(?:cmts?|cmmts?|comms)\b"),
        (10, r"\bwhat (?:has |is )?happen(?:ed|ing|s) (?:to|with|in|at|on) (?:the )?#|^why\b"),
        (8, r"\b(?:why|commentar\w+|comments?|reasons?|explanation\w*|explain\w*|"
            r"how come|narratives?|excuses?|justif\w+|backstory|root cause|"
            r"rationale)\b|\bwhat (?:is |are |was |lies )?(?:the )?(?:behind|driving|causing|"
            r"caused)\b|\b(?:reasons?|story|causes?|drivers?) (?:behind|of|for)\b"),
        (8, r"\bwhat (?:did|does|do|has|have)\b.{0,30}\b(?:say|says|said|write|"
            r"wrote|written|put|report|tell)\b|\b(?:said|say|wrote|written|reported|"
            r"told us) (?:about|on|for|of)\b|\bwhat (?:is|was|are) (?:the |being "
            r")?(?:story|said|issue|problem|reason|explanation|words)\b|what (?:is "
            r")?(?:going|gone|went) wrong with|what happened (?:in|with|to) #? "
            r"?@"),
    ),
    Intent.STATUS: (
        (12, r"^# @ (?:the |our |its )?target$"),
        (12, r"^status of (?:awaiting|without)\b"),
        (12, r"\b(?:vs|versus|against|compared (?:to|with|against)) (?:the |its "
             r"|our |their )?(?:target|profile|plan|budget|benchmark)s?\b"),
        (3, r"\b(?:up to (?:scratch|standard|speed)|left|remaining|status|rag|performance|"
            r"position|figures?|"
            r"numbers?|how|doing|"
            r"picture|summary|summar\w+|headlines?|overview|latest|state|update|"
            r"score|score ?card|dashboard|snapshot|results?|standing|stand|looking|"
            r"list|show|see|view|read|which|what|"
            r"rate|level|value|count|total|everything|all|kpis?|pis?|indicators?|"
            r"measures?|metrics?|ratings?|progress|many)\b"),
    ),
}  # fmt: skip
