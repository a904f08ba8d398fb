"""Settings come from the environment or `.env`, and a wrong one is one sentence."""

from pathlib import Path

import pytest

from pipelines.errors import SettingsError
from pipelines.settings import SEC_URL, Settings, load_settings, unknown_variables


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "CYD_HOME",
        "CYD_EDGAR_URL",
        "CYD_IDENTITY",
        "EDGAR_IDENTITY",
        "CYD_REQUESTS_PER_SECOND",
        "CYD_LAKE",
        "CYD_WEBHOOK_URL",
    ):
        monkeypatch.delenv(name, raising=False)


def test_without_any_setting_sec_itself_is_the_source_and_data_the_home(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.edgar_url == SEC_URL and settings.is_sec
    assert settings.warehouse_path == tmp_path / "data" / "warehouse.duckdb"
    assert settings.lake_path == str(tmp_path / "data" / "lake")
    assert settings.identity is None and settings.requests_per_second == 8


def test_the_identity_falls_back_to_the_one_edgartools_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGAR_IDENTITY", "Somebody else@example.com")
    assert load_settings().identity == "Somebody else@example.com"
    monkeypatch.setenv("CYD_IDENTITY", "Us us@example.com")
    assert load_settings().identity == "Us us@example.com"


def test_a_file_of_settings_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("CYD_HOME=from-file\nCYD_LAKE=s3://bucket/lake\nUNKNOWN=1\n")
    assert load_settings().base == tmp_path / "from-file"
    assert load_settings().lake_path == "s3://bucket/lake"
    monkeypatch.setenv("CYD_HOME", str(tmp_path / "from-environment"))
    assert load_settings().base == tmp_path / "from-environment"


@pytest.mark.parametrize("rate", ["11", "0", "-1", "fast"])
def test_a_rate_above_secs_ceiling_or_no_number_is_refused_by_name(
    rate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CYD_REQUESTS_PER_SECOND", rate)
    with pytest.raises(SettingsError, match="CYD_REQUESTS_PER_SECOND"):
        load_settings()


@pytest.mark.parametrize(
    ("url", "is_sec"),
    [
        ("https://www.sec.gov", True),
        ("https://data.sec.gov/x", True),
        ("http://127.0.0.1:1/", False),
        ("file:///mirror", False),
        ("https://sec.gov.example.com", False),
    ],
)
def test_only_secs_own_hosts_are_sec(url: str, is_sec: bool) -> None:
    assert Settings(edgar_url=url).is_sec is is_sec


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("CYD_TIME_ZONE", "Mars/Olympus", "time zone"),
        ("CYD_TIME_ZONE", "../etc/passwd", "time zone"),
        ("CYD_NIGHTLY_AT", "25:00", "pattern"),
        ("CYD_OWNER", "somebody", "pattern"),
        ("CYD_MACHINES", "0", "greater"),
    ],
)
def test_a_setting_of_the_operation_that_cannot_be_used_is_refused_by_name(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"{name} .*{says}"):
        load_settings()


def test_several_machines_divide_the_requests() -> None:
    assert Settings(requests_per_second=8, machines=4).share_of_requests == 2
    assert Settings(requests_per_second=8).share_of_requests == 8


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/token",
        "ftp://hooks.example/token",
        "token",
        "https://",
        "http://127.0.0.1.example/token",
    ],
)
def test_a_webhook_without_encryption_is_refused_without_repeating_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CYD_WEBHOOK_URL", url)
    with pytest.raises(SettingsError, match=r"CYD_WEBHOOK_URL .*https://") as caught:
        load_settings()
    assert "token" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["https://hooks.example/token", "http://127.0.0.1:8/x", "http://[::1]/", "http://localhost/"]
)
def test_a_webhook_over_https_or_on_this_machine_is_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CYD_WEBHOOK_URL", url)
    assert load_settings().webhook_url == url


ADDRESSES = ("EDGAR_URL", "ALERT_URL", "WEBHOOK_URL", "DATABASE_URL", "BROKER_URL")


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "written",
    ["foo", "ftp://host/s3cret", "https//host/s3cret", "gopher:s3cret", "://s3cret", "mysql://u:s3cret@h/x"],
)
def test_what_is_no_address_of_its_kind_is_refused_without_repeating_it(
    name: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CYD_{name}", written)
    with pytest.raises(
        SettingsError, match=rf"^The setting CYD_{name} cannot be used: write .*\.$"
    ) as caught:
        load_settings()
    assert written not in str(caught.value) and "s3cret" not in str(caught.value)


SCHEMES = {"EDGAR_URL": "https", "ALERT_URL": "https", "DATABASE_URL": "postgresql", "BROKER_URL": "redis"}
MARKS = ":/?#[]@% "


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("mark", MARKS)
def test_a_password_with_a_mark_that_divides_addresses_is_to_be_encoded(
    name: str, mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Libraries would take a part of it for a host, a port or a path, and name that in their errors."""
    monkeypatch.setenv(f"CYD_{name}", f"{SCHEMES[name]}://somebody:s3{mark}cret@host.example/x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "%40" in str(caught.value) and not [
        part for part in ("s3", "cret@", "somebody") if part in str(caught.value)
    ]
    encoded = f"{SCHEMES[name]}://somebody:s3%{ord(mark):02X}cret@host.example/x"
    monkeypatch.setenv(f"CYD_{name}", encoded)
    assert getattr(load_settings(), name.lower()) == encoded
    assert "cret" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATABASE_URL", "postgresql:///cyd?host=/run/postgresql"),
        ("DATABASE_URL", "postgresql://u:p@one:5432,two:5433/cyd?target_session_attrs=primary"),
        ("BROKER_URL", "rediss://:p@[::1]:6380/0?ssl_cert_reqs=required"),
        ("ALERT_URL", "http://alerts.internal:9093/api/v2"),
        ("EDGAR_URL", "file:///srv/edgar with space"),
    ],
)
def test_addresses_of_every_usual_form_are_taken(
    name: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CYD_{name}", written)
    assert getattr(load_settings(), name.lower()) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DATABASE_URL", "postgresql://host/cyd?user=u&password=s3cret"),
        ("BROKER_URL", "redis://host:99999/0"),
        ("BROKER_URL", "redis:///0"),
        ("EDGAR_URL", "file://relative/folder"),
    ],
)
def test_addresses_that_lead_nowhere_or_show_a_password_are_refused(
    name: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CYD_{name}", written)
    with pytest.raises(SettingsError, match=f"CYD_{name}") as caught:
        load_settings()
    assert "s3cret" not in str(caught.value)


def test_a_misspelt_setting_is_named_with_the_nearest_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("CYD_IDENTTY=Us us@example.com\nOTHER=1\n")
    monkeypatch.setenv("CYD_REQUEST_PER_SECOND", "3")
    monkeypatch.setenv("cyd_home", "anywhere")
    assert unknown_variables() == [
        "CYD_IDENTTY is no setting; CYD_IDENTITY is one.",
        "CYD_REQUEST_PER_SECOND is no setting; CYD_REQUESTS_PER_SECOND is one.",
    ]
    assert unknown_variables(["CYD_HOME", "CYD_SAMPLE", "CYD_QXZ", "PATH"]) == ["CYD_QXZ is no setting."]
