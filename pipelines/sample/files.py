"""Write files of the sample so that the same content gives the same bytes: no clock, no host in them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

_EPOCH = (2025, 1, 1, 0, 0, 0)


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, with the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def write_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """A zip of the members, their times and attributes fixed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in members.items():
            archive.writestr(member(name), data, compresslevel=6)


def member(name: str) -> zipfile.ZipInfo:
    """The entry of a zip's member, without anything of this moment or machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
