"""Common English words, which are never taken for a misspelt command or name."""

_WORDS = """
a able about above account across actually add after again against agenda ages ago alias all
allowed almost along already also although always am ambition among an and annual another any
anybody anyone anything anyway app approximately apps are area areas around as ask asked asking
assistant at attach attached attachment autumn average away back backlog bad bands bank bar be
bear because bed beds been before began behind being belong belonging belongs below best better
between big bike birthday bit bloody book bore boss bot both bother bracket bread breed brief
briefing brilliant bring british build bus but by cabinet call came can cannot car cars case cases
centre certain chair chairman chairwoman chance change changes channel chart charts chat cheap
check cheers chief christmas city civic claim claims clear click close coffee colleague colleagues
colon come comes coming comma committee computer concerned contractor contractors conversion
corporate cost costs could council councillor councillors councils county couple course crap
croeso current currently customer customers cut cymraeg daily damn dash day days deal dear delete
deputy desk did different difficult diolch director directorate district do does doing done dont
double down drive driving duck during dwell dwells each early easter easy either else email end
ending england enough equal even evening ever every everybody everyone everything exactly exam
excellent executive expect expected expecting factor factors fail failed families family fantastic
far fast faster fears feel few fifth figure figures file film final find fine first five flat
flats fly folks football for form former forms forward found four fourth fresh friday friend from
full fund further gain game games gave general get gets getting give given gives giving glad go
goes going gone good got great greed green group guess guv had half handovers hands happen
happened happening happens happier happy hard has have having he head heads hear heard hell help
helpdesk helpful her here hers high higher him his hold holiday holidays home hour hours house
housekeeping houses how however human hundred hyphen i idea if important in inbox instead into is
issue it item its job joke just keep keeping kent kept kind know known land lands laptop large
largest last late lately later latest leader leading least left less let letters level levels life
light like likely line link linked list little live local logged login long look looked looking
looks lose loss lost lot lots love lovely low lower lunch machine mad made mae mail main make
makes making man manager many mate matter matters may maybe mayor me mean meaning means meant meet
meeting meetings member members men mention message messages middle might million mind mine minus
minute miss moment monday money monitoring month monthly more morning most mostly move much must
my myself name national near nearly need needed needs never new newest news next nice nicer night
no nobody none nor normal not note noted nothing now nudge number numbers objective of off office
officer officers often oh ok okay old on once one ones only onto open or order other others ought
our ours out over overview own pack page paid pain pal panel paper parish park part partial
partner partners party pass passed password past pay payslip people per perfect perhaps person
phone pick picked picking picture pillar place plain plan plane plans please pleased plus poem
point policy possible precisely presently press pretty prevent prevents previous printer
priorities priority probably problem problems profile properly provider provisional prynhawn
public pull put putting quarter quarterly question questions quick quicker quickly quite rate
rates rather rating raw read ready real really reason recent recently recipe refer regards
remember reopen reopened replaced report reported reporting reports reset resident residents rest
restart restated right road roads robot role roles roughly round rubbish run running sad said sale
sales same saturday saw say saying says scale scared school schools score scores screen scrutiny
season second see seem seems seen send sending sent serve served set several shall share she shop
shops short should show showing shwmae side sign silly simple since single sit sits sitting six
slash slide slides slightly slow slower small snooze so software some somebody someone something
sometimes son song soon sorry sort sounds speak spring staff stand stands start started state
statement statutory stay stick still stop story strategic strategy stuck stuff stupid such
summarise summary summer sunday super supposed sure sut system table take taken takes taking talk
talking team teams tell telling ten test tests text texts than thank thanks that the their theirs
them theme then there there's these they thing things think third this those though thought
thousand three through thursday time times tiny to today together told tomorrow tonight too took
top total towards town train trains true try trying tuesday turn turned two type unable under
underscore understand undo unsure until up update upon us use used useful useless users using
usual usually very vice view village wait waiting walk walking want wanted wants ward wards was
water way ways we weather wednesday week weekly weeks weighted well went were what whatever when
whenever where whether which whichever while who whole whom whose why will winter wish with within
without women won wonder wonderful wondering word words work worked working works worried worries
worry worst would write written wrong year years yes yesterday yet you young your yours
"""
PLAIN_ENGLISH = frozenset(_WORDS.split())
