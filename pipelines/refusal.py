"""The one place where whatever goes wrong while something from outside is read becomes that thing's failure.

Readers refuse what they know to be wrong with a sentence of their own; what nobody foresaw (a number too large, an
answer nested too deep, a fault of ours) is caught here, warned of by its name, logged with its trace at the level of
debugging, and told in one sentence too. Not here: what a failed document means for its filing or month.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from polars.exceptions import PanicException

from pipelines.errors import CydError, DocumentError

_log = logging.getLogger(__name__)
LONGEST_REASON = 300


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Raise DocumentError, which begins with `what` (the words of a sentence), for anything that goes wrong inside.

    Errors of ours pass as they are; being told to stop is no error of a document's.
    """
    try:
        yield
    except CydError:
        raise
    except (Exception, PanicException) as error:
        _log.warning("%s cannot be read, for a reason that nobody foresaw: %s.", what, _reason(error))
        _log.debug("%s cannot be read", what, exc_info=error)
        raise DocumentError(f"{what} cannot be read: {_reason(error)}.") from error


def read_json(data: bytes, what: str) -> Any:
    """What JSON holds; raises DocumentError where it is none, or is nested deeper than any answer."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{what} cannot be read: {_reason(error)}.") from error


def _reason(error: BaseException) -> str:
    words = " ".join(str(error).split())[:LONGEST_REASON].rstrip(".")
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
