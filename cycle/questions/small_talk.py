"""Thanks, hello, all right and anger; and what Steward is asked that is not its work."""

import re

from cycle.questions.talk import Mood, SmallTalk

_VERY = (
    r"(?:so|very|really|much|lots|ever|all|a lot|loads|again|indeed|steward|mate|everyone|bot|you"
    r"|now|then|there|for (?:that|this|now|your help)|it|that|me)"
)
_MOODS: tuple[tuple[Mood, re.Pattern[str]], ...] = tuple(
    (mood, re.compile(rf"(?:{pattern})(?:[ ,]+{_VERY})*"))
    for mood, pattern in (
        (Mood.THANKS, r"(?:ok |okay |great |lovely |brilliant |perfect |right )*(?:many "
                      r"|very many )?(?:thanks|thank you|thankyou|thx|thanx|tks|"
                      r"ty|ta|cheers|diolch|much appreciated|appreciate it|appreciated|"
                      r"nice one|good work|great (?:job|work|stuff)|well done|good "
                      r"(?:job|bot|lad|stuff)|legend|star|you are (?:a|the) (?:star|"
                      r"legend|best|gem|lifesaver)|love it|i love (?:you|this)|"
                      r"brilliant|excellent|fantastic|awesome|amazing|super|wonderful|"
                      r"perfect|lovely|magic|champion|sorted|smashing|ace)(?: (?:that "
                      r"is|thats|this is|that was|you are|job|work|stuff|one|a|"
                      r"really|very|so|just|helpful|great|good|brilliant|useful|"
                      r"perfect|what i needed|all i needed|everything|kind of you|"
                      r"kind|clear|to know|bunch|million|lot|ever so|most|indeed|"
                      r"steward|very much|much|help|the|your|for))*"),
        (Mood.THANKS, r"(?:yes )?(?:that is|thats|that was|this is|you are|really|very)(?: "
                      r"(?:really|very|so|just|most|super|been))* (?:helpful|great|"
                      r"good|brilliant|useful|perfect|what i needed|all i needed|"
                      r"kind|lovely|clear|clever|excellent|amazing|fantastic|all|grand|ace)"),
        (Mood.FAREWELL, r"(?:bye|goodbye|good bye|bye bye|see (?:you|ya)(?: later|"
                        r" soon| tomorrow| monday)?|cya|night|good ?night|ttfn|"
                        r"have a (?:good|nice|lovely) (?:day|weekend|evening|one)|"
                        r"tara|laters|hwyl)"),
        (Mood.GREETING, r"(?:good (?:morning|afternoon|evening|day)|morning|afternoon|"
                        r"evening|hiya|howdy|greetings|yo|shwmae|bore da|prynhawn "
                        r"da|how are you(?: doing)?(?: today)?|hope you are well|"
                        r"(?:hi|hello|hey) (?:there|steward|again|bot|all|mate)|"
                        r"how is (?:it going|things|life)|are you (?:there|ok|awake|"
                        r"working|alive)|alright|you (?:ok|alright)|anyone there|"
                        r"is any(?:body|one) (?:there|in|about)|(?:are )?you there|"
                        r"sup|what is up)"),
        (Mood.ACKNOWLEDGED, r"(?:(?:yay |woo |hooray |phew )?all done(?: now)?|yay|phew|hooray|"
                            r"ok|okay|k|kk|okey dokey|oki|right|right then|righto|"
                            r"fine|sure|got it|noted|understood|will do|no (?:worries|"
                            r"problem|thanks|probs)|never ?mind|nvm|not now|forget "
                            r"it|ignore (?:that|me|this)|cancel(?: that)?|stop|"
                            r"oops|whoops|sorry(?: (?:about that|wrong (?:chat|"
                            r"person|window)))?|my (?:mistake|bad)|wrong chat|yes|"
                            r"no|yep|yeah|nope|nah|maybe|hmm+|oh|ah|i see|fair "
                            r"enough|makes sense|lol|haha+|ha|interesting|cool|"
                            r"wow|good|great|nice|agreed|done|all good|ignore|too "
                            r"right|seen|as you were|no need|i (?:will|shall) (?:look|"
                            r"check|do it|read it|come back|think about it|get "
                            r"back to you|see|have a look)(?: (?:later|tomorrow|"
                            r"soon|to it|at it|at that))*)(?: (?:i (?:will|shall) "
                            r"(?:look|check|do it|read it|come back|think about "
                            r"it|get back to you|see|have a look)|later|tomorrow|"
                            r"then|that is fine|no worries|no problem|sorry|ok|"
                            r"thanks|with me|with that|to know))*"),
        (Mood.ANGRY, r"(?:(?:this|that|it|you|steward|what a)(?: \w+)?(?: is| are|"
                     r" load of| pile of| total| complete| absolute| utter| absolutely|"
                     r" totally| a| bit)* )?(?:rubbish|useless|stupid|crap|shit\w*|"
                     r"bollocks|hopeless|pointless|annoying|idiot\w*|moron|dumb|"
                     r"garbage|awful|terrible|nonsense|bad|rubbish bot|waste of "
                     r"(?:time|money|space)|joke|pants|wrong(?: again)?|damn|bloody|"
                     r"hell|wtf|ffs|omg|broken)(?: (?:\w+ )?(?:bot|thing|system|"
                     r"machine|robot|program|app|software|steward|off|you|it|this|"
                     r"that|answer))*"),
        (Mood.ANGRY, r"(?:you (?:stupid|bloody|useless|silly|daft|dumb|fucking|"
                     r"effing)|f[u*]ck\w*|piss off|sod off|bugger(?: off)?|bloody "
                     r"hell|for god sake|for goodness sake|shut up|go away|get "
                     r"lost|i hate (?:you|this|it)|why are you so (?:bad|slow|stupid|"
                     r"useless)|you do not (?:understand|listen|work)|that is not "
                     r"what i (?:asked|meant|wanted)|not what i (?:asked|meant|"
                     r"wanted)|you got it wrong)(?: \w+){0,4}"),
        (Mood.ABOUT_STEWARD, r"(?:are you (?:a |an )?(?:robot|bot|human|real|person|"
                             r"ai|machine|alive|chatgpt|copilot|computer|program)(?: "
                             r"or (?:a |an )?\w+)?|who (?:made|built|wrote|created|"
                             r"runs|programmed) you|what are you|who are you|what "
                             r"is your name|are you (?:an )?(?:ai|artificial intelligence)|"
                             r"do you (?:use ai|sleep|like \w+|have feelings|dream)|"
                             r"how old are you|where do you live|who is steward|"
                             r"what is steward)"),
    )
)  # fmt: skip
_OUT_OF_SCOPE = re.compile(
    r"\b(?:weather|rain(?:ing)?|forecast for (?:rain|snow|today|tomorrow)|football|"
    r"rugby|cricket|match score|joke|jokes|poem|song|sing|story|recipe|lunch|dinner|"
    r"tea break|coffee|canteen|"
    r"payslips?|pay ?slips?|salary|wages?|pay ?day|pension|expenses?|annual leave "
    r"(?:have|do|balance|left|entitlement|remaining|allowance)|(?:much|many|days) "
    r"(?:\w+ )?(?:annual )?(?:leave|holiday)\b|book (?:me )?(?:a|the|my)?|"
    r"desk|room booking|meeting room|parking permit|park (?:my|at|the)|do i park|"
    r"can i park|passwords?|log ?in|log me|sign ?in|helpdesk|help desk|wi-?fi|vpn|"
    r"laptop|printer|outlook|sharepoint|teams (?:is|keeps|not)|mouse|keyboard|"
    r"next (?:council|committee|cabinet|board|team|planning committee) meeting|"
    r"committee (?:tonight|today|tomorrow|sitting)|(?:when|what time|where) is (?:the )?(?:\w+"
    r" ){0,2}"
    r"(?:committee|meeting)|committee meeting|council meeting|bank holiday|elections? (?:day"
    r"|results?)|"
    r"who is the (?:mayor|leader|chief executive|prime minister|king|ceo)|phone "
    r"number|telephone number|email address|"
    r"opening (?:hours|times)|what time (?:is it|does|do)|what day is it|what is "
    r"the (?:time|date)|translate|capital of|population of|google|search the web|"
    r"internet|news today|horoscope|lottery|stock|bitcoin|train (?:times?|to)|bus "
    r"(?:times?|to)|flight|taxi|"
    r"write (?:me )?(?:a|an|my)|draft (?:me )?(?:a|an|my)|send (?:an? )?(?:email|"
    r"e-mail|message) to|email (?:the|my|to)|call me|ring me|order (?:me|some|a)|"
    r"buy|pay my|council tax bill|my bins? (?:was|were|has|have|not)|report a|apply "
    r"for|job vacanc\w*|vacancies (?:at|in)|"
    r"union|grievance|my (?:manager|boss) (?:is|has)|appraisal form|flexi|timesheets?|"
    r"mileage|training course|e-?learning|birthday|christmas|film|movie|netflix|"
    r"music|meaning of life|marry|date me|how many \w+ (?:in|make) a (?:mile|kilo\w*|"
    r"pound|gallon)|what is \d+ ?[+x*/-] ?\d+|"
    r"select \* from|drop table|insert into|delete from|ignore (?:all |your )?(?:previous "
    r"|prior )?instructions|system prompt|<script)\b"
    r"|select \S+ from|\bor 1 ?= ?1\b|^\d+ ?[+*/x] ?\d+$"
)  # fmt: skip


def find(words: str) -> SmallTalk | None:
    """The mood of words that ask nothing, or None."""
    for mood, pattern in _MOODS:
        if pattern.fullmatch(words):
            return SmallTalk(mood)
    parts = words.split()
    if len(parts) > 1 and all(find(part) for part in parts):
        return find(parts[-1])
    return None


def is_out_of_scope(words: str) -> bool:
    """Whether the words surely ask for something other than the council's performance."""
    return bool(_OUT_OF_SCOPE.search(words))
