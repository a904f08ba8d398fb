"""An alert is one JSON message, and one that cannot be posted stops nothing and tells no secret."""

import logging
from collections.abc import Iterator

import pytest

from pipelines.alert import ATTEMPTS, post_alert

from .taking import Taking, taking


@pytest.fixture
def server() -> Iterator[Taking]:
    with taking() as running:
        yield running


def test_a_message_is_posted_as_json_and_again_where_it_was_refused(server: Taking) -> None:
    server.answers = [503]
    assert post_alert(server.url, {"kind": "late"})
    assert server.taken == [{"kind": "late"}] * 2


def test_without_an_address_nothing_is_sent() -> None:
    assert not post_alert(None, {"kind": "late"})


def test_an_alert_that_nobody_takes_stops_nothing_and_its_address_is_not_logged(
    server: Taking, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [500] * ATTEMPTS
    with caplog.at_level(logging.WARNING):
        assert not post_alert(server.url, {"kind": "late"})
    assert len(caplog.records) == ATTEMPTS
    assert "secret" not in caplog.text and "127.0.0.1" not in caplog.text
