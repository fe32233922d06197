"""The words of the framework that people ask about, each in one sentence."""

WORDS = (
    ("KPI: key performance indicator",
     "A measure of what matters most to the council's priorities. It has a target "
     "and a colour, and "
     "goes to the Performance Board when it is red or getting worse."),
    ("PI: performance indicator",
     "A measure with a target and a colour that the service and its manager watch."),
    ("Statistic", "A number that helps to understand but that the council can hardly influence: no "
     "target, no colour."),
    ("Green", "The target is met."),
    ("Amber", "The target is missed, but by no more than the tolerance in the register."),
    ("Red", "The target is missed by more than the tolerance."),
    ("Tolerance", "How far from the target a figure may be and still be amber."),
    ("Exception", "A KPI that is red or getting worse, put to the Performance Board with the "
     "owner's commentary."),
    ("Intervention", "What the board and the owner agreed to do about an exception."),
    ("Provisional", "A figure that is expected to be corrected; it is rated, and says so."),
    ("Short trend, long trend", "How the figure moved since the period before, and since the same "
     "period a year before."),
    ("Common cause, special cause", "Common cause is the usual up and down of a measure. A special "
     "cause is a move that is more than that, so it is worth asking why."),
    ("Upper and lower limits", "Between them the figures of a steady measure nearly always fall; "
     "they are worked out from its own past."),
    ("Numerator, denominator", "What is counted, out of how many: 9 of 10 is 90 per cent."),
    ("Awaiting data", "Nobody has given the figure yet; it never counts as zero."),
)  # fmt: skip
