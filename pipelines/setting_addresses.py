"""Addresses that people write into settings: of which kind one is, and whether it can be taken.

Each may hold a password, so no sentence repeats what was written. Where a password holds a mark that divides an
address, libraries disagree about where it ends and quote the rest of it in their errors: such an address is refused
before any of them sees it. Not here: addresses of EDGAR's documents (`edgar/address.py`).
"""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

_ADDRESS = re.compile(
    r"""(?P<scheme>[a-z][a-z0-9+]*)://
    (?:(?P<login>(?:[^\s:/?\#\[\]@%]|%[0-9A-Fa-f]{2})*(?: :(?:[^\s/?\#\[\]@:%]|%[0-9A-Fa-f]{2})*)?)@)?
    (?P<host>(?:\[[0-9A-Fa-f:.]+\]|[^\s/?\#\[\]@:,]*)(?::\d{1,5})?(?:,[^\s/?\#\[\]@:,]+(?::\d{1,5})?)*)
    (?P<rest>[/?\#][^\s]*)?""",
    re.VERBOSE,
)
"""What RFC 3986 lets stand in each part; PostgreSQL takes several hosts."""

LOCAL = ("file",)
WEB = ("https", "http")
HIGHEST_PORT = 65535


def checked_address(url: str, schemes: Sequence[str], example: str, *, host_needed: bool = True) -> str:
    """The address, where it is one of a kind of `schemes`; raises ValueError with a sentence that shows an `example`
    of how to write one, and repeats nothing of what was written."""
    found = _ADDRESS.fullmatch(url)
    scheme = url.partition("://")[0].lower() if "://" in url else ""
    if scheme not in schemes:
        raise ValueError(f"write an address such as {example}")
    if scheme in LOCAL:
        if not url.partition("://")[2].removeprefix("localhost").startswith("/"):
            raise ValueError(f"write the whole path of a folder, as in {example}")
        return url
    if found is None or "@" in _place(found) or "password" in _place(found).lower():
        raise ValueError(
            f"write it as {example}, and in a name or password each of the characters : / ? # [ ] @ % as its code,"
            " an @ as %40"
        )
    ports = [int(port) for port in re.findall(r":(\d+)(?:,|$)", found["host"])]
    if (host_needed and not found["host"].partition(":")[0]) or any(port > HIGHEST_PORT for port in ports):
        raise ValueError(f"it names no host and port; write an address such as {example}")
    return url


def _place(found: re.Match[str]) -> str:
    """What follows the host, where another `@` or a password would be repeated by those who read it otherwise."""
    return found["rest"] or ""


def is_this_machine(url: str) -> bool:
    """Whether the address, one that was checked, leads nowhere but to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
