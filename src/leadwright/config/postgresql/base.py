"""Django's own connection; moments are made by the driver's compiled loader instead of a Python one for each.

Django puts the zone of a connection on each moment itself, since that may be set for a database; ours are all
read in UTC, which the driver does by itself six times as fast. And a connection goes on when an upgrade changed
a table whose statements it had planned: PostgreSQL refuses each of these from then on.
"""

from datetime import UTC
from functools import lru_cache
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Cursor as Plain
from psycopg import OperationalError, adapters
from psycopg.adapt import AdaptersMap
from psycopg.errors import FeatureNotSupported
from psycopg.pq import Format, TransactionStatus

MOMENT = "timestamptz"
# Where PostgreSQL says so: words and code are those of other refusals too.
STALE_PLAN = "RevalidateCachedQuery"


class Cursor(Plain[Any]):
    """A cursor whose connection plans each statement anew once a table has changed under a planned one."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """Run a statement; within a transaction OperationalError says that it is worth another try."""
        try:
            return super().execute(query, params, **more)
        except FeatureNotSupported as error:
            if error.diag.source_function != STALE_PLAN:
                raise
            self.connection.prepare_threshold = None
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                raise OperationalError("a table has changed since this statement was planned") from error
        return super().execute(query, params, **more)


@lru_cache
def _reading_moments(template: AdaptersMap) -> AdaptersMap:
    """Return the same adapters with the driver's own loader of moments."""
    own = adapters.get_loader(adapters.types[MOMENT].oid, Format.TEXT)
    changed = AdaptersMap(template)
    if own is not None:
        changed.register_loader(MOMENT, own)
    return changed


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose moments are in UTC."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return how to connect."""
        params = super().get_connection_params()
        if self.timezone is UTC:
            params["context"] = _reading_moments(params["context"])
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection, one of the pool if there is one."""
        connection = super().get_new_connection(conn_params)
        if connection.cursor_factory is base.ServerBindingCursor:
            connection.cursor_factory = Cursor
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor; of one in UTC no zone needs to be set."""
        if self.timezone is not UTC:
            return super().create_cursor(name)
        if name is None:
            return self.connection.cursor()
        return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)
