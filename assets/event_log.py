"""Dagster's event log in SQLite, with one engine per file instead of one per event, and one transaction for the events
that come together: those planned of a run, and those of an asset's months.

A run over twenty months writes some thousand events; making an engine anew for each, as Dagster's own class
does, compiles every statement again and took a third of such a run, and writing each by itself another fifth
(measured with Dagster 1.13.27).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from dagster._core.events import ASSET_CHECK_EVENTS, ASSET_EVENTS
from dagster._core.events.log import EventLogEntry
from dagster._core.storage.event_log import SqlEventLogStorageTable, SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import SingletonThreadPool

BUSY_TIMEOUT_SECONDS = 60
"""How long a writer waits for another: the daemon and the command line may share a home."""


class EventLog(SqliteEventLogStorage):
    """Named in `dagster.yaml`; files and their content are those of Dagster's own class."""

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "EventLog":
        """What Dagster calls to make it from `dagster.yaml`."""
        return cls(inst_data=inst_data, **config_value)

    def has_table(self, table_name: str) -> bool:
        """Whether there is such a table: asked with each event of an asset, and once it is there it stays."""
        there: set[str] = self.__dict__.setdefault("_tables", set())
        if table_name not in there and super().has_table(table_name):
            there.add(table_name)
        return table_name in there

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Keep events of assets and their checks that Dagster holds back until they are complete, where
        `DAGSTER_EVENT_BATCH_SIZE` says so (`instance.py`): what `store_event` writes of each, all at once."""
        if len({one.run_id for one in events}) != 1 or not all(
            one.dagster_event_type in ASSET_EVENTS | ASSET_CHECK_EVENTS for one in events
        ):
            super().store_event_batch(events)
            return
        rows = [self._event_to_row(one) for one in events]
        with self.index_transaction() as index:
            index.execute(SqlEventLogStorageTable.insert(), rows)
            last = index.execute(select(func.max(SqlEventLogStorageTable.c.id))).scalar_one()
            numbered = list(zip(range(last - len(rows) + 1, last + 1), events, strict=True))
            of_assets = [(number, one) for number, one in numbered if one.dagster_event_type in ASSET_EVENTS]
            self._store_asset_event_tags(
                index, [one for _, one in of_assets], [number for number, _ in of_assets]
            )
            newest = {one.get_dagster_event().asset_key: (number, one) for number, one in of_assets}
            for number, one in newest.values():
                self._store_asset_event(index, one, number)
        for number, one in numbered:
            if one.dagster_event_type in ASSET_CHECK_EVENTS:
                self.store_asset_check_event(one, number)
        with self.run_connection(events[0].run_id) as log:
            log.execute(SqlEventLogStorageTable.insert(), rows)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engines: dict[str, Engine] = self.__dict__.setdefault("_engines", {})
            if shard not in engines:
                engine = create_engine(
                    self.conn_string_for_shard(shard),
                    poolclass=SingletonThreadPool,
                    connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
                )
                event.listen(engine, "connect", _faster)
                engines[shard] = engine
            engine = engines[shard]
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection


def _faster(connection: Any, _record: Any) -> None:
    """Leave syncing to the operating system: the log is history, a power cut may cost its last lines.

    Each event goes on into the database's file at once: Dagster's webserver waits for that file to change, and a
    connection that stays open would leave thousands in the write-ahead log, so that a run's page stood still.
    """
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA wal_autocheckpoint = 1")
