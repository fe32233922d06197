"""Why a step in Improve is refused: each reason a name, its docstring the sentence people read."""

from cycle.refusals import NotPermitted, Refused


class NotOnTheBoard(NotPermitted):
    """Only members of the Performance Board may do this."""

    heading = "For the Performance Board"


class NotTheirManager(NotPermitted):
    """Only their manager, a member of the board or the performance team reminds them."""

    heading = "Not yours to remind"


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
