"""An address is kept without its login, and a redirect leads nowhere else."""

import pytest

from pipelines.edgar.address import redirected, without_login
from pipelines.errors import FetchError


def test_a_login_is_taken_out_of_an_address_and_its_codes_are_read() -> None:
    address, login = without_login("https://a%40b:p%2Fw@mirror.example:8443/edgar")
    assert (address, login) == ("https://mirror.example:8443/edgar", ("a@b", "p/w"))
    assert without_login("https://mirror.example/edgar") == ("https://mirror.example/edgar", None)


def test_a_redirect_stays_on_its_host_and_may_become_encrypted() -> None:
    assert redirected("http://a.example/x/y", "../z") == "http://a.example/z"
    assert redirected("http://a.example/x", "https://a.example/x") == "https://a.example/x"


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/x", "http://a.example/x"),
        ("http://a.example/x", "http://a.example:81/x"),
        ("http://a.example/x", "http://a.example:99999999/x"),
    ],
)
def test_a_redirect_to_another_host_is_not_followed(url: str, location: str) -> None:
    with pytest.raises(FetchError, match="leads to"):
        redirected(url, location)
