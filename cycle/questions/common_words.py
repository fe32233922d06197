"""Further English words, which are no misspelling of a command or of a name."""

_WORDS = """
aah accept accepted add adds admit advise afford agenda aim air allow amount annoy answer appear
apply approve argue arm arrange arrive article attack attempt attend avoid aware balance ball base
bear beat become beg believe belt bend benefit bet bite blimey block blow board boat body bond
bore bothering bottle bottom box branch breath breathe brew bridge bright broad buddy budget burn
bus busy button cake camp cancel care carry catch cause celebrate cell chain challenge champ chap
character charge cheap cheeky chief child choice choose chuffed church circle claim clean climb
clothes cloud club coat code cold collect combine comfort command comment commit community company
complete concern condition confirm connect consider contain continue contract control convince
cook cool copy corner correct count court cover covering covers crash create credit crikey cross
crowd cry culture cuppa curious customer dance danger dare dark darling date daughter dead dears
death debate decide deep defend degree delay deliver demand deny depend describe desert design
desire detail determine develop device die diet dinner direct dirty disappoint discover discuss
dish distance divide doctor document dog door dot doubt dozen draft drag drama draw dream dress
drink drop dry due dunno dust duty eager earth edge educate effect effort eight elect element
employ empty enable encourage energy engage engine enjoy ensure enter entire environment equal
escape estimate event evidence exact examine except excite excuse exist expand experience expert
explain explore extend extra eye face fact factor fail fair fall fancy fault favour fear feature
feed fella fight fill finger finish fire fish fit fix floor flow flower focus food foot force
foreign forget forgive former forward frame free freeze fresh friend front fruit fuel function
future gain garden gas gather gentle gents gift girl girls glass global goal gold gosh govern grab
grade grand grant grass grateful ground group grow guard guide guilty gun gutted guy habit hair
hall handle hang harm hassle hate health heart heat heavy heck hello hide hint hire history hit
hole honest honour hope horse host hotel huge human hun hungry hunny hurry hurt ice ignore image
imagine impact improve include income increase indeed inform injury inside insist install intend
interest invest invite involve iron island join jubbly judge juice jump justice kid kill kitchen
knackered knee knife knock lack ladies lads lady lake lane language laugh launch law lay lazy lead
leaf lean learn leather leg lend length lesson letter lie lift limit link lip list listen loan
local lock lonely lorry loud luck lunch mad magic mail map mark market marry mass master match
mate material mature meal meaning measure meat medical medium mental mess metal method mild milk
mine minor minute mirror miss mistake mix mobile model modern mood moon moral mother motion motor
mount mouth movie multiple murder muscle museum music narrow nation native nature naughty neck
negative nephew nerve network neutral noise normal north nose notice novel nurse object oblige
obliged observe obtain obvious occur ocean odd offer oil ooh oops operate opinion oppose option
orange ordinary origin owe pack pair pale panic parent park partner party pass past patient
pattern pause peace peak perfect perform period permit pet photo piano pick piece pile pilot pink
pipe pitch pity plant plastic plate play pleasant pleasure pocket poet point pole police polite
pool poor popular posh position positive post pot potato pound power practice praise pray predict
prefer prepare present president press pretend prevent price pride prime prince print prison
private prize process produce product profit progress promise promote proper protect proud prove
provide punish pure purple purpose push quality queen quiet quit race radio rain range rare reach
react reckon reduce refer reflect refuse region regret regular relate relax release rely remain
remove rent repair repeat replace reply represent require rescue research reserve resist resolve
respect respond restaurant result retire return reveal review reward rich ride ring rise river
rock role roof room root rope rough route row royal ruin rule rush safe sail salad salary salt
sand satisfy sauce save scale scene schedule science score scream sea search season seat secret
section secure seek select sell senior sense separate serious settle shade shake shall shame shape
share sharp shift shine ship shirt shock shoe shoot shore shoulder shout shut shy sick sight sign
silent silk silver similar sing sister site size skill skin sky sleep slice slide slip smart smell
smile smoke smooth snow soap social soft soil soldier solid solve son soul sound soup source south
space spare speak special speech speed spell spend spirit split spoil spoon sport spot spread
square stable stage stair stamp star stare station steal steel steep step sticky stone storage
store storm straight strange stream street stress stretch strict strike string strong struggle
student study stupid style subject succeed success sudden suffer sugar suggest suit sum sun
sunshine supply support suppose surface surprise surround survey survive suspect swear sweet
sweetie swim swing switch symbol system tail tale tall tank tap task taste tax teach tear tease
temper tend term terrible thank theme theory thick thin thirsty threat throat throw thumb ticket
tidy tie tight tired title tone tongue tool tooth topic touch tour tower track trade tradition
traffic train trap travel treat tree trial trick trip trouble trust truth tube tune twice type
ugly uncle unique unit unite unless upper upset urban urge useful usual valley value variety
various vast vehicle version victim view village violent visible visit voice volume vote wage wake
wall war warm warn wash watch wave weak wealth weapon wear wedding weigh weight wet wheel wide
wife wild win wind window wine wing winner wire wise witness woman wonder wood wool worth wound
wrap yard yellow zone
"""
COMMON_WORDS = frozenset(_WORDS.split())
