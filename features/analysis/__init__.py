"""Looking along time and across indicators: trend, comparison, ranking, change, forecast."""

from cycle.questions import question
from features.analysis import changes, comparison, forecast, trend
from features.feature import Feature

FEATURE = Feature(
    questions={
        question.Trend: trend.trend_of,
        question.Compare: comparison.compare,
        question.Rank: changes.rank,
        question.Changed: changes.changed,
        question.Forecast: forecast.forecast,
    }
)
