"""What people in a district council call its services and indicators in everyday speech.

A starter list beside the register's own aliases: each row says in which name its phrases count, by
words that the name (or, for an indicator, its aliases) must hold. A phrase in two rows is asked
back.
"""

INDICATORS: tuple[tuple[str, str], ...] = (
    ("major planning applications",
     "majors; major apps; major planning applications; major planning apps; big applications; "
     "large applications; big planning applications; large schemes; big schemes; major "
     "development decisions; majors in time"),
    ("minor planning applications",
     "minors; non majors; minor apps; minor planning applications; minor planning apps; small "
     "applications; small planning applications; small schemes; minors in time"),
    ("major decisions overturned appeal",
     "appeals lost; lost appeals; appeals we lost; overturned appeals; appeals; planning "
     "appeals; inspector overturned; overturned at appeal; appeals overturned"),
    ("enforcement cases visited",
     "planning enforcement; enforcement visits; enforcement; breach visits; priority 1 "
     "enforcement; planning breaches"),
    ("land charge searches",
     "land charges; local searches; searches; land searches; property searches; conveyancing "
     "searches; solicitors searches; local authority searches; search turnaround; house "
     "searches"),
    ("planning applications received",
     "applications received; applications coming in; planning workload; new planning "
     "applications; number of planning applications; how many planning applications; planning "
     "apps received; applications in"),
    ("affordable homes",
     "affordable housing; new affordable homes; affordable homes; affordable completions; "
     "social homes built; affordable homes built; affordable units; new homes; homes built; "
     "housing delivery; affordable housing delivery; affordables; council houses built; cheap "
     "homes"),
    ("homelessness prevented",
     "homelessness prevention; prevention duty; prevention cases; preventing homelessness; "
     "prevention duties; people kept in their home; stopping people becoming homeless; "
     "prevention; homelessness; homeless; homeless families"),
    ("homelessness relieved",
     "homelessness relief; relief duty; relief cases; relieving homelessness; relief duties; "
     "relief; homelessness; homeless; homeless families"),
    ("families bed breakfast",
     "b and b; b and bs; bandb; bed and breakfast; families in b and b; b and b families; "
     "families in bed and breakfast; kids in b and b; families stuck in b and bs; six week "
     "rule; b n b; bnb; families in hotels; children in b and b"),
    ("households temporary accommodation",
     "ta; temp accommodation; temp accom; temporary accommodation; temporary housing; "
     "households in ta; xta; temp housing; people in temporary accommodation; emergency "
     "housing"),
    ("households nightly paid accommodation",
     "nightly paid; nightly lets; nightly rate; nightly accommodation; nightly paid "
     "accommodation; nightly bookings; paid by the night; hotel rooms by the night"),
    ("people sleeping rough",
     "rough sleepers; rough sleeping; street homeless; sleeping rough; people on the street; "
     "people on the streets; street sleepers; sleeping on the streets; people sleeping outside"),
    ("disabled facilities adaptations",
     "dfgs; dfg; disabled adaptations; adaptations; home adaptations; disabled facilities "
     "grants; disabled grants; stairlifts; wet rooms; adaptations for disabled people; "
     "disability grants"),
    ("private rented homes improved",
     "private rented; bad landlords; rogue landlords; landlords; private landlords; damp "
     "homes; private sector housing; rented homes improved; private renting; hazards removed; "
     "housing hazards; prs"),
    ("household waste reuse recycling",
     "recycling rate; recycling; composting; recycled; how much we recycle; how much do we "
     "recycle; recycling percentage; recycling figures; green waste; ni 192; ni192; recycling "
     "performance; recycle; recyclables"),
    ("residual waste per household",
     "residual waste; black bag waste; black bags; black bin waste; rubbish per house; black "
     "bin; landfill waste; waste per household; waste per house; rubbish per household; kg per "
     "household; general waste"),
    ("missed bin collections",
     "missed bins; bins; bins missed; missed collections; missed bin; bins not collected; bins "
     "not emptied; forgotten bins; uncollected bins; bin collections; bin collection; missed "
     "rubbish collections; missed bin rate; wheelie bins; bins left"),
    ("fly tips cleared",
     "fly tip clearance; fly tip removal; clearing fly tips; fly tips cleared; flytip "
     "clearance; fly tipping clearance; fly tipping cleared; dumped rubbish cleared; how fast "
     "fly tipping is cleared; clearing dumped rubbish; removing fly tips; fly tips cleared in "
     "time; rubbish dumped cleared; fly tipping removed"),
    ("fly tips reported",
     "fly tipping; fly tips; flytipping; flytips; fly tipping reports; dumped rubbish; dumped "
     "rubbish reports; fly tipping incidents; fly tip reports; number of fly tips; dumping; "
     "fly tippers; rubbish dumped; fly tips reported"),
    ("streets land acceptable litter",
     "litter; street cleanliness; clean streets; dirty streets; littering; litter on the "
     "streets; cleanliness of streets; how clean are the streets; street litter; rubbish on "
     "the streets; ni195; ni 195; cleanliness; street cleaning"),
    ("carbon emissions",
     "carbon footprint; carbon; co2; emissions; greenhouse gases; ghg; net zero progress; "
     "tco2e; carbon emissions"),
    ("average time answer call",
     "call waiting; call waiting time; phone waits; answering phones; answering the phones; "
     "picking up the phone; phone queue; call queue; queue time; time to answer; wait times; "
     "phone wait; waiting on the phone; call answering; people in the contact "
     "centre queue; contact centre queue; call wait; hold times; on hold; phones; calls; "
     "phone; call handling; time to answer calls; how long people wait on the phone; waiting "
     "to get through; calls answered; call times"),
    ("complaints answered",
     "complaints; complaint; complaint letters; complaints replied; complaint responses; "
     "complaint handling; moaning letters; complaints on time; stage 1 complaints; stage one "
     "complaints; replies to complaints; complaints dealt with; unhappy customers"),
    ("information requests answered",
     "foi; fois; freedom of information; eir; eirs; foi requests; foi response; information "
     "requests; foi replies; freedom of information requests; foi compliance; info requests"),
    ("calls received contact centre",
     "calls received; call volume; call volumes; number of calls; calls coming in; how many "
     "calls; inbound calls; calls; calls in; calls to the contact centre; call numbers; phone "
     "calls received"),
    ("council tax collected",
     "council tax; ctax; c tax; ct collection; council tax collection; ctax collection; ctax "
     "coll; ct; council tax take; council tax income; council tax collected; council tax in; "
     "collection rate; ctax colln; council tax paid; collection"),
    ("business rates collected",
     "business rates; nndr; bus rates; biz rates; rates collection; nndr collection; business "
     "rates collection; rates; business rate; non domestic rates; nndr collected; commercial "
     "rates; shop rates; collection rate; collection"),
    ("days process new benefit claim",
     "new benefit claims; new claims; benefit claims; housing benefit claims; hb claims; hb "
     "new claims; claim processing; benefits processing; benefit speed; new claim times; speed "
     "of processing; claims speed; benefits; hb; housing benefit; time to process benefits; "
     "benefit processing times; new hb claims; housing benefit new claims"),
    ("days process change circumstances",
     "changes of circumstances; change of circs; change of circumstances; circs; change "
     "events; changes in circumstances; coc; changes of circs; benefit changes; benefits; "
     "circumstances; hb changes"),
    ("council tax support caseload",
     "council tax support; cts; ctr; lctr; council tax reduction; cts caseload; council tax "
     "benefit; ctax support; lcts; council tax support caseload; people getting council tax "
     "support; council tax help"),
    ("invoices paid",
     "invoices; prompt payment; paying suppliers; supplier payments; paying invoices; invoices "
     "on time; invoices going out; late payment; invoices paid; bills paid; paying bills; "
     "paying our bills; suppliers paid; creditor payments; payment of invoices; bppc"),
    ("variance revenue budget",
     "budget variance; budget; overspend; underspend; revenue budget; budget position; budget "
     "monitoring; overspending; over budget; under budget; overspent; year end "
     "variance; outturn variance; general fund; gf"),
    ("sundry debt",
     "sundry debt; aged debt; old debts; debt; debts; old debt; unpaid invoices; debtors; "
     "money owed to us; money owed; sundry debtors; bad debt; outstanding debt; arrears; "
     "overdue debt"),
    ("working days lost sickness",
     "sickness; sickness absence; sick days; days off sick; staff sickness; absence; sick "
     "leave; absences; off sick; days lost; sick; absenteeism; sickies; sick rate; illness; "
     "sickness levels"),
    ("staff turnover",
     "turnover; staff leaving; staff leavers; staff turnover; people leaving; churn; "
     "retention; attrition; staff retention; labour turnover"),
    ("annual appraisals",
     "appraisals; appraisal; pdrs; pdr; staff appraisals; performance reviews; annual reviews; "
     "one to ones; staff reviews"),
    ("gender pay gap",
     "gender pay gap; pay gap; gender pay; gpg; pay equality; equal pay; men and women pay"),
    ("food hygiene inspections",
     "food hygiene; food inspections; kitchen hygiene; hygiene inspections; restaurant "
     "inspections; food safety; kitchen inspections; kitchen hygiene inspections; takeaways "
     "inspected; food premises; food hygiene ratings; food checks; scores on the doors"),
    ("visits leisure centres",
     "leisure visits; leisure centres; leisure centre visits; gym visits; swimming pool; pool "
     "visits; swimming; gym; gyms; swimming pool and gym visits; leisure footfall; leisure "
     "usage; leisure attendance; pools; leisure centre attendance"),
    ("empty shop units",
     "empty shops; vacant shops; shop vacancy; vacancy rate; empty units; shop vacancies; "
     "vacant units; boarded up shops; town centre; retail vacancy; shops empty; high street "
     "vacancy; town centres; high street"),
    ("town centre footfall",
     "footfall; foot fall; shoppers; town centre; town centre visitors; visitors to town; high "
     "street footfall; town centres; people in town; town visitors; high street; shoppers in "
     "town"),
    ("residents claiming out of work benefits",
     "claimant count; unemployment; on the dole; dole; out of work; jobless; unemployed; "
     "people on the dole; claimants; jobseekers; people out of work; unemployment rate; "
     "universal credit claimants"),
    ("audit actions",
     "audit actions; audit recommendations; audit recs; high priority audit; audit actions on "
     "time; internal audit actions"),
    ("service plan actions",
     "service plan actions; service plans; service plan; plan actions"),
    ("availability main systems",
     "uptime; system availability; systems availability; systems up; availability; it "
     "availability; network uptime; it outages; outages; downtime; system uptime; computers "
     "down; systems down; it downtime; server uptime"),
    ("serious ict incidents",
     "major incidents; ict incidents; it incidents; p1 incidents; serious incidents; it "
     "outages; outages; incidents; p1s; it failures; major it incidents; system failures; "
     "priority one incidents"),
)  # fmt: skip
