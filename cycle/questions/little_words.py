"""Words that say nothing of what is asked: a question may hold any number of them."""

_WORDS = """
able about above absolutely accordingly achieve achieved achieving across actual actually advance
advise aforementioned aforesaid afraid after afternoon again against ages ah ahead aka all allowed
almost already also altered although always am amber ambers among amount amounts an and annex
annual annually another answer answered answering answers any anybody anyone anything anyway
anywhere apologies appear appeared appears appendix applicable applicant applicants application
applications appreciate approximately are area areas around article as asap ascertain ask asked
asking asks assume assumed at attention authority availability available average aware awareness
away back bad basically be bear became because become been before began begin begun behind being
believe believed believes below between big binder bit blimey bloody blooming board borough boss
both bother bothering bottom breakdown brief briefing briefly brilliant bring bringing brings bro
brought btw bud buddy build building built bullet bullets business businesses but by call called
caller callers came can card case cases cent certainly chair chairman chance channel chat chatting
check checked checking checks cheers chief children citizens claimants clarification clarify clear
cleared clearing cllr clt cmt colleague colleagues collect collected collecting colour colours
come comes coming completed completely concern concerning condition confirm connection consider
consideration considered considering continue continued convenience conversation cooking cool
corporate correct could council councillor councillors councils count counts craic crikey curious
current currently customer customers darling darn data day days dealt dear dears decided deck deep
definitely department departments dept describe desire detail detailed details determined did
different direct directly director directorate directorates directors discussed display district
dive division do does doin doing done double down dr drill duck duly during each earlier earliest
early eg eh either else elt email emailed emails emit emits employee employees end enough enquire
enquiring enquiry entire entirely entries entry enumerate er erm etc even evening ever every
everybody everyone everything everywhere exact exactly example examples except excuse exec execs
executive expect expects explain explanation extent fairly fallen families family fancy far feel
feeling feels fetch few figure figures filter final finally find finding finds fine first fit five
flipping folder folk folks follow following for forget forgot forgotten found four framework
frankly friend friends from full furnish further fyi gaffer gather gave general generally gents
get gets getting gist give given gives giving glad glance go god goes going gone good goodness
gosh got grab grateful great green greens group guess guessing guv guys ha had haha handle handled
handling handy happen happened happening happens happy has hassle hate have having he head
headline headlines heads health hear heard hears heat heck held hello help helpful helps her here
hereby herein hey hi high him his hit hiya hm hmm hold holder holds home homes honestly hope
hopefully hopes hoping hour household households how i idea ie if imagine in indicate indicated
indicates indication info inform information informed inquire inspect inspected inspecting
interest interested interesting interim into is issue issues it item items its job jobs journalist
joy just k keen keep keeping keeps kept key kind kinda kindly knew knock know knowing known knows
kpi kpis ladies lads landlords large last late lately later latest lead leader leadership leaflet
least ledger less let lets level levels light lights like liked likely line lines list listen
lists literally little live loads local lol long longest look looked looking looks lookup lot lots
love loved lovely low lowdown madam made mail main make makes making manager many map mate matey
matter matters may maybe me mean means meant measure measured measuring media member members
mention mentioned merely message messages might mind minds mine minute mirror miss moment month
monthly more morning most mr mrs ms much must my nah name named names nan naughty near nearly need
needed needing needs neither never new newest newsletter next nice night no nobody none nor
normally not note notebook noted nothing now nowadays nowhere number numbers nutshell obliged
obtain obtaining of off officer officers oh oi ok okay old on once one ones only onto oops opinion
opportunity or orange other others ought our out outcome outcomes outline output over overall
owned pack packs page pager pages paid pal paper papers paragraph pardon particulars patch
patients pay paying people per percent percentage performance performed performing perhaps person
phoned pi picture ping pis place placed please pleased plenty pls plz point points pop pops
portfolio position positions possible possibly post precise precisely prefer prepare prepared
prepares preparing present presentation presently press pretty previous previously print
priorities priority probably process processed processing progress pronto proportion provide
provided providing public pull pulled pulling pulls purely purpose purposes pursuant put puts
putting quarter quarterly query question questions quick quickly quite quote quoted quotes radio
rag ran rang range rate rated rates rather rating ratings ratio read reading reads ready real
really recap receive received receiving recent recently reckon red reds references refresh
refresher refs regard regarding related relating relation release relevance relevant reload remain
remaining remains remember remembering remind reminder reply report reported reporter reports
request requesting require required requires resident residents respect respond response result
results return returns rid right ringing risen rn roses roughly row rows ruddy run rundown running
runs sad said sake same sample saw say saying says scared schedule scheduled scoop score scores
screen screenshot second section sections see seeing seek seeking seem seemed seems seen sees send
sending sends sent sentence service services set sets setting several shall shape share shared
shares sharing she sheet short shortest should show showing shown shows side simply since sir sis
situation skinny slide slides slt small smt so social some somebody someone something somewhere
soon sorry sort sorta sought speak speaking spoken spotlight staff stand standing standings stands
start started starting starts stat state states stating statistics stats statutory still stop
stories story straight stuff submission submissions submitted such sum summarise summary sunshine
super supplied supply suppose supposed surely ta table tables take taken takes taking talk talking
tally task taxpayer taxpayers team teams tell telling tells tenant tenants than thank thanks that
the their theirs them then there therein thereof these they thing things thingy think thinking
thinks this those though thought three through thx tia tile tiles till time times to today
together told tomorrow too took top total totally totals town trader traders traffic tried tries
trouble troubling true truly try trying turn turned turning turns twice two ty typically uh um
unable under understand understanding unit units unreported until up update updates upon urgent
urgently us use useful user users usually value values verify versus very via view viewed viewing
views visited visitor visitors vs wait waited waiting waits want wanted wanting wants was way we
website week weeks well went were what whatever whatsit when where whether which while who whoever
whole whom whose why widget will willing wish wished wishes with within without wks wonder
wondered wondering wonders work worked workers workforce working works worried worry worrying
would wow write writes writing written wrong yay year yearly yellow yes yesterday yet yo you your
zoom
"""
SAYS_LITTLE = frozenset(_WORDS.split())
