"""Addresses at EDGAR or a mirror of it: without the login they may hold, and where a redirect leads.

Not here: which address a path of EDGAR's has (`client.py`).
"""

from urllib.parse import unquote, urljoin, urlsplit

from pipelines.errors import FetchError


def without_login(url: str) -> tuple[str, tuple[str, str] | None]:
    """An address without the name and password it may hold, and those two: what is kept or said of a document
    names its address, and must not tell them."""
    parts = urlsplit(url)
    login, at, place = parts.netloc.rpartition("@")
    if not at:
        return url, None
    name, _, password = login.partition(":")
    return parts._replace(netloc=place).geturl(), (unquote(name), unquote(password))


def redirected(url: str, location: str) -> str:
    """Where a redirect leads; raises FetchError where that is another host, or not encrypted any more."""
    try:
        target = urljoin(url, location)
        before, after = urlsplit(url), urlsplit(target)
        ports = before.port, after.port
    except ValueError as error:
        raise FetchError(f"{url} leads to {location[:200]!r}, which is no address.") from error
    safe = after.scheme in (before.scheme, "https")
    if (
        after.hostname != before.hostname
        or not safe
        or (after.scheme == before.scheme and ports[0] != ports[1])
    ):
        raise FetchError(f"{url} leads to another host, {target}, which is not followed.")
    return target
