"""What happened to a series: breaks and notes, said in chat or brought in by a file."""

from cycle.questions import question
from features.feature import Feature
from features.series.marks import mark_series, take_back

FEATURE = Feature(questions={question.MarkSeries: mark_series, question.TakeBack: take_back})
