"""A message is one JSON object, and one that cannot be posted stops nothing and tells no secret."""

import logging
import time
from collections.abc import Iterator

import pytest

from pipelines import alert
from pipelines.alert import ATTEMPTS, Outcome, post, post_alert

from .taking import Taking, taking

MESSAGE = {"kind": "late"}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Taking]:
    monkeypatch.setattr(alert, "BACKOFF_SECONDS", 0.01)
    with taking() as server:
        yield server


@pytest.mark.parametrize("status", [503, 500, 429, 408])
def test_a_message_is_posted_as_json_and_again_where_the_server_cannot_take_it_now(
    server: Taking, status: int
) -> None:
    server.answers = [status]
    assert post_alert(server.url, MESSAGE)
    assert server.taken == [MESSAGE] * 2


def test_without_an_address_nothing_is_sent() -> None:
    assert not post_alert(None, MESSAGE)


def test_a_message_that_nobody_takes_stops_nothing_and_its_address_is_not_logged(
    server: Taking, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [500] * ATTEMPTS
    with caplog.at_level(logging.DEBUG):
        assert not post_alert(server.url, MESSAGE)
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == ATTEMPTS
    assert "secret" not in caplog.text


@pytest.mark.parametrize("status", [400, 401, 404, 410, 302, 307])
def test_what_is_refused_or_sent_elsewhere_is_not_posted_again(server: Taking, status: int) -> None:
    server.answers = [status] * ATTEMPTS
    server.headers = {"Location": server.url}
    assert post(server.url, MESSAGE) is Outcome.REFUSED
    assert len(server.taken) == 1


def test_a_server_that_asks_for_a_pause_is_given_it(server: Taking) -> None:
    server.answers, server.headers = [429], {"Retry-After": "1"}
    before = time.monotonic()
    assert post(server.url, MESSAGE) is Outcome.TAKEN
    assert time.monotonic() - before >= 1


def test_where_the_answer_does_not_come_the_message_may_have_been_taken_and_is_not_posted_again(
    server: Taking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(alert, "TIMEOUT_SECONDS", 0.2)
    server.seconds = 1
    with caplog.at_level(logging.DEBUG):
        assert post(server.url, MESSAGE) is Outcome.UNKNOWN
    assert len(server.taken) == 1
    assert "secret" not in caplog.text


def test_a_connection_that_ends_without_an_answer_may_have_carried_the_message(server: Taking) -> None:
    server.answers = [0]
    assert post(server.url, MESSAGE) is Outcome.UNKNOWN
    assert len(server.taken) == 1


def test_a_server_that_is_not_there_took_nothing(server: Taking, caplog: pytest.LogCaptureFixture) -> None:
    with taking() as gone:
        address = gone.url
    with caplog.at_level(logging.DEBUG):
        assert post(address, MESSAGE) is Outcome.NOT_TAKEN
    assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == ATTEMPTS
    assert "secret" not in caplog.text


def test_an_address_that_is_none_is_refused() -> None:
    assert post("https://[half", MESSAGE) is Outcome.REFUSED
