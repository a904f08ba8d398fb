"""Every setting of the product: its name, default and environment variable, in one place.

Settings come from the environment or a `.env` file in the working folder; nothing else reads either.
"""

import os
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from pydantic import AliasChoices, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.errors import SettingsError
from pipelines.setting_addresses import LOCAL, WEB, checked_address, is_this_machine

SEC_URL = "https://www.sec.gov"

ADDRESSES: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "alert_url": (WEB, "https://alerts.example.com/cyd", True),
    "database_url": (
        ("postgresql", "postgresql+psycopg2"),
        "postgresql://name:password@host:5432/cyd",
        False,  # a socket of this machine
    ),
    "broker_url": (("redis", "rediss"), "redis://:password@host:6379/0", True),
    "site_url": (WEB, "https://cyd.example.com/report/", True),
}
"""The kinds of address that a setting takes, how one is written, and whether it has to name a host."""

OF_OUR_PROCESSES = frozenset({"CYD_DAGSTER_DATABASE"})
"""Variables that the product gives to the processes that it starts."""

DocumentsStrategy = Literal["pages", "instances", "inline", "none"]


class Settings(BaseSettings):
    """The settings of one process; `load_settings()` makes it, tests pass keywords. Those that may hold a name, a
    password or a token are left out when the whole is printed."""

    model_config = SettingsConfigDict(
        env_prefix="CYD_",
        env_file=".env",
        extra="ignore",
        frozen=False,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    home: Path = Field(
        Path("data"),
        description="Folder of everything the product keeps: raw archive, lake, warehouse, exports.",
    )
    edgar_url: str = Field(
        SEC_URL, repr=False, description="SEC, or a mirror laid out like it: http://… or file://…"
    )
    identity: str | None = Field(
        None,
        repr=False,
        validation_alias=AliasChoices("CYD_IDENTITY", "EDGAR_IDENTITY", "identity"),
        description='Who asks, as SEC wants it declared: "Name email". Needed only where SEC itself is asked.',
    )
    requests_per_second: Annotated[float, Field(gt=0, le=10)] = Field(
        8,
        description="Most requests to EDGAR in any one second, over all processes of this machine; "
        "SEC's ceiling is 10.",
    )
    machines: Annotated[int, Field(ge=1)] = Field(
        1,
        description="Machines that ask SEC under one address or name: each takes its share of the requests.",
    )
    lake: str | None = Field(
        None,
        repr=False,
        description="Where partitions are kept as Parquet: a folder, or s3://bucket/prefix (see docs/scaling.md); "
        "default: the folder lake in CYD_HOME.",
    )
    documents: DocumentsStrategy = Field(
        "inline",
        description="Which document of each new filing is read besides the bulk archives: the filed document itself, "
        "with its whole item; its rendered page (fewest bytes, tags alone, see docs/sources.md); its extracted "
        "instance; or none.",
    )
    webhook_url: str | None = Field(
        None,
        repr=False,
        description="Where each new incident is posted as one JSON message: https, or http on this machine.",
    )
    report: bool = Field(
        True,
        description="Whether a run makes the report (exports/report) after it has published; `cyd report` always does.",
    )
    site_url: str | None = Field(
        None,
        description="Where the report is served, https://cyd.example.com/report/: its pages then name their whole "
        "address and picture to whoever shows links to them.",
    )
    notes_folder: str = Field(
        "files/dera/data/financial-statement-notes-data-sets",
        description="Folder of the Financial Statement and Notes archives; SEC has spelt it in two ways.",
    )
    sample: bool = Field(
        False, description="Whether the mirror is the bundled synthetic one; set by `cyd run --sample`."
    )
    workers: Annotated[int, Field(ge=1)] = Field(
        default_factory=lambda: os.cpu_count() or 1,
        description="Processes that derive metrics; default: one per processor.",
    )
    parallel_runs: Annotated[int, Field(ge=1)] = Field(
        default_factory=lambda: os.cpu_count() or 1,
        description="Runs that Dagster has at work at once, a month each; default: one per processor.",
    )
    months_per_run: Annotated[int, Field(ge=1)] = Field(
        1,
        description="Months that one run of a backfill takes: more save starting processes, but fail together.",
    )
    time_zone: str = Field(
        "America/New_York", description="The time zone of the schedules, and of what is today: SEC's."
    )
    nightly_at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = Field(
        "22:30",
        description="When the nightly run starts on business days: SEC closes its daily index about 22:00.",
    )
    late_after_days: Annotated[int, Field(ge=1)] = Field(
        5, description="Business days without a filing in the index after which the pipeline is late."
    )
    owner: Annotated[str, Field(pattern=r"^(team:[A-Za-z0-9._-]+|[^@\s]+@[^@\s]+\.[^@\s]+)$")] = Field(
        "team:data", description="Who answers for the assets: an e-mail address, or a team as `team:name`."
    )
    alert_url: str | None = Field(
        None,
        repr=False,
        description="Where each failed run and each late pipeline is posted as one JSON message.",
    )
    database_url: str | None = Field(
        None,
        repr=False,
        description="Where Dagster keeps runs, events and schedules: postgresql://…; default: files in CYD_HOME.",
    )
    broker_url: str | None = Field(
        None,
        repr=False,
        description="The broker, redis://…, through which Dagster hands runs to `cyd worker`, here or on other "
        "machines; default: runs are processes of this machine.",
    )
    keep_publications: Annotated[int, Field(ge=1)] = Field(
        3, description="How many published warehouses are kept."
    )

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("write the name of a time zone, such as America/New_York") from error
        return name

    @field_validator("edgar_url")
    @classmethod
    def _is_source(cls, url: str) -> str:
        return checked_address(url, (*WEB, *LOCAL), "https://www.sec.gov or file:///srv/edgar")

    @field_validator("webhook_url")
    @classmethod
    def _is_private(cls, url: str | None) -> str | None:
        if not url:
            return None
        checked_address(url, WEB, "https://hooks.example.com/services/T0")
        if not (url.lower().startswith("https:") or is_this_machine(url)):
            raise ValueError("write an https:// address; http:// is taken for this machine alone")
        return url

    @field_validator("alert_url", "database_url", "broker_url", "site_url")
    @classmethod
    def _is_address(cls, url: str | None, info: ValidationInfo) -> str | None:
        schemes, example, host_needed = ADDRESSES[info.field_name or ""]
        return checked_address(url, schemes, example, host_needed=host_needed) if url else None

    @cached_property
    def base(self) -> Path:
        """`home` as an absolute path."""
        return self.home.expanduser().absolute()

    @property
    def raw_path(self) -> Path:
        """The raw archive: what was fetched, laid out as on EDGAR."""
        return self.base / "raw"

    @property
    def lake_path(self) -> str:
        """The lake: partitions as Parquet. The synthetic sample keeps apart from filings in a lake that is shared."""
        if not self.lake:
            return str(self.base / "lake")
        place = self.lake if "://" in self.lake else str(Path(self.lake).expanduser().absolute())
        return f"{place.rstrip('/')}/sample" if self.sample else place

    @property
    def warehouse_path(self) -> Path:
        """The published warehouse."""
        return self.base / "warehouse.duckdb"

    @property
    def exports_path(self) -> Path:
        """Parquet, dictionary and data package of what is published."""
        return self.base / "exports"

    @property
    def reports_path(self) -> Path:
        """Machine-readable reports on runs."""
        return self.base / "reports"

    @property
    def share_of_requests(self) -> float:
        """Most requests in any one second of this machine: its share of what all may ask."""
        return self.requests_per_second / self.machines

    @property
    def today(self) -> date:
        """The day it is now, by the time zone of the settings."""
        return datetime.now(ZoneInfo(self.time_zone)).date()

    @property
    def is_sec(self) -> bool:
        """Whether SEC itself, not a mirror, is asked."""
        host = urlsplit(self.edgar_url).hostname or ""
        return host == "sec.gov" or host.endswith(".sec.gov")


def load_settings() -> Settings:
    """The settings of the environment; raises SettingsError with one sentence where one is not usable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"])
        name = f"CYD_{name.upper().removeprefix('CYD_')}"
        raise SettingsError(
            f"The setting {name} cannot be used: {first['msg'].removeprefix('Value error, ')}."
        ) from error


def unknown_variables(names: Iterable[str] | None = None) -> list[str]:
    """A sentence for each variable of the environment or of `.env` that looks like a setting and is none."""
    if names is None:
        names = [*os.environ, *dotenv_values(".env")]
    known = {f"CYD_{name.upper()}" for name in Settings.model_fields} | OF_OUR_PROCESSES
    sentences = []
    for name in sorted({name.upper() for name in names if name.upper().startswith("CYD_")} - known):
        near = get_close_matches(name, sorted(known), 1, cutoff=0.7)
        sentences.append(f"{name} is no setting{f'; {near[0]} is one' if near else ''}.")
    return sentences
