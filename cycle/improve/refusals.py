"""Why a step in Improve is refused: each reason a name, its docstring the sentence people read."""

from cycle.refusals import FURTHEST as FURTHEST
from cycle.refusals import LONGEST_WORDS as LONGEST_WORDS
from cycle.refusals import DateInThePast as DateInThePast
from cycle.refusals import DateTooFar as DateTooFar
from cycle.refusals import HasMovedOn as HasMovedOn
from cycle.refusals import NoDate as NoDate
from cycle.refusals import NothingSaid as NothingSaid
from cycle.refusals import NotNow as NotNow
from cycle.refusals import NotTheOwner as NotTheOwner
from cycle.refusals import NotTheTeam as NotTheTeam
from cycle.refusals import Refused as Refused
from cycle.refusals import TooLong as TooLong
from cycle.refusals import check as check
from cycle.refusals import day_refused as day_refused
from cycle.refusals import words_refused as words_refused


class NotOnTheBoard(Refused):
    """Only members of the Performance Board may do this."""


class AlreadyAnswered(Refused):
    """Another board member answered this concern first."""


class StandsAlready(Refused):
    """That is the board's answer to this concern already."""


class IsOver(Refused):
    """This is over and takes no further step."""


class NotYourOwn(Refused):
    """Whoever proposed an intervention does not agree to it as well."""


class AlreadyIntervening(Refused):
    """An intervention is under way for this concern: it is the answer until it is closed."""


class NothingAsked(Refused):
    """The board has asked no question here that still waits for a reply."""


class IndicatorRetired(Refused):
    """This indicator was retired: no new intervention can be measured by it."""


class NobodyNamed(Refused):
    """Name the person."""


class MayOnlyLook(Refused):
    """That person may only look, or has left: name somebody else."""


class NotLater(Refused):
    """Give a later day than the one it has."""


class BeyondTheEnd(Refused):
    """That is later than the day promised, which only the board moves."""
