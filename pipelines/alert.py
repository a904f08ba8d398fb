"""Tell somebody: one JSON message, posted to an address of the operator's own.

Best effort: a message that cannot be posted stops nothing, and its caller learns what became of it. The address
is a secret, as it may hold a token: it is in no log, and neither is an error's own text, which would quote it.
"""

import logging
from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus
from typing import Any

import requests
from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt, wait_exponential
from urllib3.exceptions import MaxRetryError

TIMEOUT_SECONDS = 10
ATTEMPTS = 3
BACKOFF_SECONDS = 0.5
"""Before the second attempt; doubled before the next."""
LONGEST_WAIT_SECONDS = 30
"""The longest wait that a server may ask for."""

_AGAIN = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS)
_log = logging.getLogger(__name__)
# At level DEBUG it would write each address's path.
logging.getLogger("urllib3.connectionpool").addFilter(lambda record: record.levelno > logging.DEBUG)


class Outcome(Enum):
    """What became of a message."""

    TAKEN = "taken"
    REFUSED = "refused"
    """The server says that it does not take it: the same message would be refused again."""
    NOT_TAKEN = "not taken"
    """The server was not reached, or not able to take it, after all attempts."""
    UNKNOWN = "no answer"
    """It was sent, but no answer came: it may have been taken."""


class _Answer:
    """The outcome of one attempt, and for how many seconds the server asks not to be asked again."""

    def __init__(self, outcome: Outcome, pause: float = 0) -> None:
        self.outcome = outcome
        self.pause = pause


def post(url: str, message: Mapping[str, Any]) -> Outcome:
    """Post `message` as JSON. Tried again, with growing pauses, only where it surely was not taken: the server was
    not reached, or answered 5xx, 429 and the like. Redirects are not followed: they may lead out of https."""

    def pause(state: RetryCallState) -> float:
        asked: _Answer = state.outcome.result() if state.outcome else _Answer(Outcome.NOT_TAKEN)
        return max(wait_exponential(BACKOFF_SECONDS)(state), asked.pause)

    attempts = Retrying(
        stop=stop_after_attempt(ATTEMPTS),
        wait=pause,
        retry=retry_if_result(lambda answer: answer.outcome is Outcome.NOT_TAKEN),
        retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
    )
    answer: _Answer = attempts(_post_once, url, message)
    return answer.outcome


def post_alert(url: str | None, message: Mapping[str, Any]) -> bool:
    """Post `message`; whether it was taken. Without an address nothing is sent."""
    return bool(url) and post(str(url), message) is Outcome.TAKEN


def _post_once(url: str, message: Mapping[str, Any]) -> _Answer:
    try:
        # The answer's body is of no interest, and is not read: it might have no end.
        with requests.post(
            url, json=message, timeout=TIMEOUT_SECONDS, allow_redirects=False, stream=True
        ) as response:
            status = response.status_code
            asked = response.headers.get("Retry-After", "")
    except (requests.RequestException, UnicodeError) as error:
        return _told(_outcome_of(error), type(error).__name__)
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return _Answer(Outcome.TAKEN)
    if status in _AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        pause = min(float(asked), LONGEST_WAIT_SECONDS) if asked.isdecimal() else 0
        return _told(Outcome.NOT_TAKEN, f"status {status}", pause)
    return _told(Outcome.REFUSED, f"status {status}")


def _outcome_of(error: Exception) -> Outcome:
    """What an attempt without an answer came to. urllib3 gives up (MaxRetryError) where a connection never stood;
    one that broke later, or stayed silent, may have done so behind the message."""
    if error.args and isinstance(error.args[0], MaxRetryError):
        return Outcome.NOT_TAKEN
    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return Outcome.UNKNOWN
    return Outcome.REFUSED


def _told(outcome: Outcome, why: str, pause: float = 0) -> _Answer:
    _log.warning("A message was not taken (%s): %s.", outcome.value, why)
    return _Answer(outcome, pause)
