"""What is logged names nobody: an error by its class and its place in the code, never its words.

The words of an error may quote what a person typed, or a row of the database.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Formats as usual, but for the words of exceptions."""

    def __init__(self) -> None:
        super().__init__(FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # where another handler may have left the error's words
        told = super().format(record)
        record.exc_text = None
        return told

    def formatException(self, ei: Raised) -> str:  # noqa: N802 (the library's name)
        error, told = ei[1], list[str]()
        while error is not None:
            told += [*traceback.format_tb(error.__traceback__), f"{type(error).__name__}\n"]
            error = error.__cause__ or error.__context__
            told += ["after\n"] if error is not None else []
        return "".join(told).rstrip()


class DiscreetJson(Discreet):
    """The same as one JSON object in a line, for a collector of logs."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def log_to_standard_error(level: str, *, as_json: bool = False) -> None:
    """Log from this level on; what other libraries say of their own work is left out."""
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetJson() if as_json else Discreet())
    logging.basicConfig(level=level, handlers=[handler])
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    for quoting in ("asyncio", "aiohttp", "msal", "msrest", "sqlalchemy", "urllib3"):
        logging.getLogger(quoting).setLevel(max(logging.WARNING, logging.getLevelName(level)))
