"""An indicator: what is measured, by whom, how often, and by which rule it is coloured."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cycle.council import Deterioration
from cycle.periods import Frequency, Period
from cycle.plan.unit_names import multiplier_of


class Kind(StrEnum):
    """The framework's three kinds of indicator.

    A Statistic fails the control test (those monitored cannot strongly influence it), so it has no
    target, no band, no better or worse, and is never deteriorating.
    Source: Performance Management Framework, September 2025.
    """

    KPI = "KPI"
    PI = "PI"
    STATISTIC = "Statistic"


class Control(StrEnum):
    """The answer to the control test (see `cycle.plan.control_test`)."""

    FULLY = "fully"
    STRONGLY = "strongly"
    PARTLY = "partly, with others"
    HARDLY = "hardly"


class Polarity(StrEnum):
    """Which way is better. `RANGE` is best inside two limits; `NONE` knows no better."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NONE = "none"


class Aggregation(StrEnum):
    """How a coarser period's value is made from its parts."""

    SUM = "sum"
    AVERAGE = "average"
    LATEST = "latest"
    RATIO = "ratio"


class ToleranceUnit(StrEnum):
    """Per cent of the target, or points: the indicator's own units."""

    PERCENT = "percent"
    POINTS = "points"


class FiguresFrom(StrEnum):
    """Who makes the figures: their owner gives them, or Steward counts them from what it knows."""

    GIVEN = "given"
    ACTIONS = "actions"


class Scheme(StrEnum):
    """The rules by which English councils colour a value (see `cycle.review.rate`)."""

    MET_TOLERANCE = "met_tolerance"
    WITHIN_BAND_GREEN = "within_band_green"
    FLOOR = "floor"
    TOLERANCE_AND_DIRECTION = "tolerance_and_direction"
    TARGET_OR_IMPROVING = "target_or_improving"
    RANGE = "range"
    FORECAST = "forecast"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One line of the register.

    `owner`, `deputy` and `certifier`, who signs its figures off, are people's ids. `target` is per
    reporting period; for a cumulative indicator it is the year-end figure, and the targets per
    period come from its profile.
    `tolerance`, `green_tolerance` are in `tolerance_unit`; `floor`, `range_low`, `range_high` and
    `dead_band` are in the indicator's own units. `minimum_points` is the number of points a control
    chart needs before it is believed. `proxy` says why something else stands in for what is meant;
    empty where the thing itself is measured. `adverse_moves` (2 to 12, None) and `triggers` (empty)
    say what "deteriorating" means here; where they are not given, the council's hold.
    `officers_only` keeps it out of every paper that the public may read.
    `retired_from` is the day from which it is measured no more, None while it is (see
    `cycle.plan.retirement`). `figures_from` actions is counted by Steward, so nobody is asked.
    `tolerance_above` is the tolerance above a range, None where `tolerance` holds on both sides.
    `baseline_points` (12 or more, None) fixes the limits of the control chart on the first so many
    points of a segment. `in_development` has it collected and shown, and not rated yet.
    `control` answers the control test, None while nobody has; `control_words` say how far.
    `numerator_label` and `denominator_label` say on the form of a ratio what is to be counted.
    """

    id: int
    ref: str
    title: str
    kind: Kind = Kind.KPI
    service: str = ""
    priority: str = ""
    unit: str = "%"
    decimals: int = 1
    polarity: Polarity = Polarity.HIGHER
    frequency: Frequency = Frequency.MONTHLY
    aggregation: Aggregation = Aggregation.LATEST
    cumulative: bool = False
    target: Decimal | None = None
    tolerance: Decimal = Decimal(10)
    tolerance_unit: ToleranceUnit = ToleranceUnit.PERCENT
    range_low: Decimal | None = None
    range_high: Decimal | None = None
    due_working_days: int = 10
    owner: int | None = None
    deputy: int | None = None
    portfolio_holder: str = ""
    definition: str = ""
    source_of_target: str = ""
    scheme: Scheme = Scheme.MET_TOLERANCE
    green_tolerance: Decimal = Decimal(0)
    floor: Decimal | None = None
    dead_band: Decimal = Decimal(0)
    rolling: bool = False
    seasonal: bool = False
    screen_outliers: bool = True
    minimum_points: int = 13
    certifier: int | None = None
    aliases: tuple[str, ...] = ()
    proxy: str = ""
    adverse_moves: int | None = None
    triggers: tuple[Deterioration, ...] = ()
    officers_only: bool = False
    retired_from: date | None = None
    figures_from: FiguresFrom = FiguresFrom.GIVEN
    control: Control | None = None
    control_words: str = ""
    tolerance_above: Decimal | None = None
    baseline_points: int | None = None
    in_development: bool = False
    numerator_label: str = ""
    denominator_label: str = ""

    @property
    def is_rated(self) -> bool:
        """Whether values of this indicator can have a colour at all."""
        is_judged = self.kind is not Kind.STATISTIC and self.scheme is not Scheme.NONE
        return is_judged and not self.in_development

    @property
    def is_given(self) -> bool:
        """Whether its owner gives the figures, and is asked for them."""
        return self.figures_from is FiguresFrom.GIVEN

    @property
    def asks_for_counts(self) -> bool:
        """Whether the owner gives a numerator and a denominator rather than the value."""
        return self.aggregation is Aggregation.RATIO

    @property
    def multiplier(self) -> int:
        """What numerator ÷ denominator is multiplied by: 100 for %, 100,000 for per 100,000.

        1 also where the unit does not say: the register refuses such a unit for a ratio.
        """
        return multiplier_of(self.unit) or 1

    @property
    def counts_cases(self) -> bool:
        """Whether a value is cases over cases, so that one case more is a step of known size."""
        return self.multiplier > 1

    def is_retired(self, today: date) -> bool:
        """Whether the day has come from which it is measured no more; `today` is London's."""
        return self.retired_from is not None and self.retired_from <= today

    def is_measured(self, period: Period) -> bool:
        """Whether a figure is wanted for the period: it begins before the day of retirement.

        For a quarter or a year that is made from finer figures: for the last of its parts too.
        """
        if self.retired_from is None:
            return True
        is_made = period.frequency.months > self.frequency.months
        last = Period.containing(self.frequency, period.end) if is_made else period
        return last.start < self.retired_from

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"
