"""What came is judged by its bytes: how a document of its kind begins and ends."""

from collections.abc import Callable

import pytest

from pipelines.edgar.client import Client
from pipelines.edgar.expect import Expect
from pipelines.errors import FetchError

from .conftest import PAGE, zipped

Put = Callable[[str, bytes], None]


@pytest.mark.parametrize(
    ("expect", "data"),
    [
        (Expect.ZIP, PAGE),
        (Expect.ZIP, zipped()[:-30]),
        (Expect.JSON, PAGE),
        (Expect.JSON, b'{"a": 1'),
        (Expect.XML, PAGE),
        (Expect.XML, b"<?xml version='1.0'?><!-- c --><html></html>"),
        (Expect.XML, b"<?xml version='1.0'?><xbrl><a"),
        (Expect.HTML, b"words"),
        (Expect.HTML, b"<html><body><p>cut off in the mid"),
        (Expect.HTML, b"<Error><Code>NoSuchKey</Code></Error>"),
        (Expect.INDEX, PAGE),
    ],
)
def test_a_document_of_another_kind_or_without_its_end_is_refused(
    client: Client, put: Put, expect: Expect, data: bytes
) -> None:
    put("x", data)
    with pytest.raises(FetchError, match=f"what came is (no|not a whole) {expect.title}"):
        client.get("x", expect=expect)


@pytest.mark.parametrize(
    ("expect", "data"),
    [
        (Expect.ZIP, zipped()),
        (Expect.JSON, b"\xef\xbb\xbf[1]\n"),
        (Expect.XML, b"<?xml version='1.0'?>\n<xbrl/>\n"),
        (Expect.HTML, b"<?xml version='1.0'?>\n<!-- c --><html></html>\n"),
        (Expect.HTML, b"<html><p>x</p></HTML> trailing words"),
        (Expect.INDEX, b"Description: Master\n\nCIK|Company Name|Form Type|Date Filed|Filename\n"),
        (Expect.INDEX, b"Description: Form\n\nForm Type   Company Name   CIK\n"),
    ],
)
def test_a_document_of_the_kind_asked_for_is_taken(
    client: Client, put: Put, expect: Expect, data: bytes
) -> None:
    put("x", data)
    assert client.get("x", expect=expect).data == data


def test_many_comments_before_a_document_are_looked_at_in_linear_time(client: Client, put: Put) -> None:
    data = b"<!---->" * 580 + b"<a/>"
    put("x.xml", data)
    assert client.get("x.xml", expect=Expect.XML).data == data
