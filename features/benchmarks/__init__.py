"""How do others do: councils, neighbours and published values by import, and our place in chat."""

from cycle.plan.year_questions import OthersAsked, WorstQuarterAsked
from features.benchmarks import answers
from features.feature import Feature

FEATURE = Feature(questions={OthersAsked: answers.others, WorstQuarterAsked: answers.worst_quarter})
