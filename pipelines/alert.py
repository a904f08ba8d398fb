"""Tell somebody: one JSON message, posted to an address of the operator's own.

Best effort: an alert that cannot be posted stops nothing, as the report on the run holds the same.
"""

import logging
from collections.abc import Mapping
from typing import Any

import requests

TIMEOUT_SECONDS = 10
ATTEMPTS = 2

_log = logging.getLogger(__name__)


def post_alert(url: str | None, message: Mapping[str, Any]) -> bool:
    """Post `message`; whether it was taken. Without an address nothing is sent. The address is never logged: it
    may hold a token."""
    if not url:
        return False
    for _ in range(ATTEMPTS):
        try:
            requests.post(url, json=message, timeout=TIMEOUT_SECONDS).raise_for_status()
        except requests.RequestException as error:
            _log.warning("An alert could not be posted: %s.", type(error).__name__)
        else:
            return True
    return False
