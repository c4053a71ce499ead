"""The tests' database: one server a run, one template a set of migrations, one copy a worker."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import psutil
import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from leadwright.config import embedded_database, environment, roles
from leadwright.config.cluster import Cluster, cluster
from leadwright.config.installing import install

ROOT = Path(__file__).resolve().parent.parent
OTHER = os.environ.get("LEADWRIGHT_POSTGRES_BIN", "").strip("/").replace("/", "-")
HOME = ROOT / ".cache" / f"test-database-{OTHER or 'embedded'}"
FAST = {
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
}
KEPT = ("django_migrations", "django_content_type", "auth_permission")
# From how many bytes on what was deleted is cleared away.
LARGE = 65_536
SESSION = "-c statement_timeout=60000 -c lock_timeout=20000"


class Server:
    """The one test server, for all workers of all runs in this folder."""

    def __init__(self, running: Cluster) -> None:
        self.cluster = running

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other workers and runs waiting."""
        with (HOME / "making").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def as_owner(self, statement: str, *names: str) -> list[tuple[Any, ...]]:
        """Run one statement as the owner of the tables; names are quoted in the order given."""
        with psycopg.connect(self.cluster.url("owner", "postgres"), autocommit=True) as connection:
            done = connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
            return done.fetchall() if done.description else []

    def names(self) -> set[str]:
        """Return the names of all databases."""
        return {name for (name,) in self.as_owner("SELECT datname FROM pg_database")}

    def copy(self, name: str) -> None:
        """Make a fresh database from the template, which is made when the migrations have changed."""
        with self.alone():
            self._drop_forgotten()
            template = f"template_{fingerprint()}"
            if template not in self.names():
                self._make_template(template)
            self.as_owner("CREATE DATABASE {} TEMPLATE {}", name, template)
            # Rights on the database itself are not copied.
            self.as_owner("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", name)

    def drop(self, name: str) -> None:
        """Drop a database, as the superuser: only that one may end whoever is still connected."""
        self.cluster.as_superuser(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _drop_forgotten(self) -> None:
        for name in self.names():
            copied = re.fullmatch(r"test_\w+_(\d+)", name)
            outdated = name.startswith(("building_", "template_")) and name != f"template_{fingerprint()}"
            if outdated or (copied and not psutil.pid_exists(int(copied[1]))):
                self.drop(name)

    def _make_template(self, template: str) -> None:
        building = f"building_{os.getpid()}"
        self.as_owner("CREATE DATABASE {}", building)
        use(self.cluster.url("owner", building))
        call_command("migrate", verbosity=0, interactive=False)
        roles.grant(connections["default"], "leadwright_app")
        install()
        spread_ids()
        connections["default"].close()
        self.as_owner("ALTER DATABASE {} RENAME TO {}", building, template)


def spread_ids() -> None:
    """Let each table count from a number of its own: an id of another table, or one in a page, is then seen."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall() if name != "leads_lead_number_seq"]
        for position, name in enumerate(names, start=1):
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, position * 100_000])


@contextmanager
def server() -> Iterator[Server]:
    """Have the server run; it stops when the last run that uses it ends."""
    with embedded_database.running(cluster(HOME), settings=FAST) as running:
        running.as_superuser("GRANT SET ON PARAMETER session_replication_role TO leadwright_owner")
        yield Server(running)


class Shipped:
    """A database as it is shipped: what its tables hold, to be put back after a test that commits.

    Emptying by TRUNCATE makes each file anew, of a hundred tables with all their indexes: taking the few rows out and
    putting the shipped ones back is many times as quick.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        with self._owner() as owner:
            rows = owner.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            ).fetchall()
            self.tables = [name for (name,) in rows if name not in KEPT]
            self.rows = {name: self._copied(owner, name) for name in self._written(owner)}

    def put_back(self) -> None:
        """Take out all rows, also those that nobody may delete, and put the shipped ones back."""
        with self._owner() as owner:
            with owner.transaction():
                # Whoever still writes is waited for, as TRUNCATE would.
                owner.execute(
                    sql.SQL("LOCK TABLE {}").format(sql.SQL(", ").join(map(sql.Identifier, self.tables)))
                )
                owner.execute("SET LOCAL session_replication_role = 'replica'")
                for name in self._written(owner):
                    owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
                for name, rows in self.rows.items():
                    with owner.cursor().copy(_copy(name, "FROM STDIN")) as copy:
                        copy.write(rows)
            if large := self._written(owner, beyond=LARGE):
                owner.execute(sql.SQL("VACUUM {}").format(sql.SQL(", ").join(map(sql.Identifier, large))))

    def _owner(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url, autocommit=True)

    def _written(self, owner: psycopg.Connection[Any], beyond: int = 0) -> list[str]:
        """Return the tables that take more than so many bytes."""
        asked = "SELECT name FROM unnest(%s::text[]) name WHERE pg_relation_size(quote_ident(name)) > %s"
        return [name for (name,) in owner.execute(asked, [self.tables, beyond]).fetchall()]

    def _copied(self, owner: psycopg.Connection[Any], name: str) -> bytes:
        with owner.cursor().copy(_copy(name, "TO STDOUT")) as copy:
            return b"".join(copy)


def _copy(name: str, direction: str) -> sql.Composed:
    return sql.SQL("COPY {} " + direction + " (FORMAT binary)").format(sql.Identifier(name))


def use(url: str) -> None:
    """Let Django's connections, in all threads, go to a database."""
    connections["default"].close()
    chosen = environment.database(url, options=SESSION)
    chosen["OPTIONS"] |= environment.PREPARED
    connections.settings["default"].update(chosen, CONN_MAX_AGE=None)


def fingerprint() -> str:
    """Return a mark of all that decides how a fresh database looks."""
    paths = [path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")]
    paths += [
        *ROOT.glob("src/leadwright/*/shipped.py"),
        *ROOT.glob("src/leadwright/*/shipped/*"),
        *ROOT.glob("src/leadwright/*/setups/*.yaml"),
        ROOT / "src/leadwright/config/roles.py",
        Path(__file__),
    ]
    marks = [
        path.read_bytes()
        for path in sorted(paths)
        if path.is_relative_to(ROOT / "src") or path == Path(__file__)
    ]
    versions = sorted(f"{distribution.name}{distribution.version}" for distribution in distributions())
    return hashlib.sha256(b"\0".join([*marks, *map(str.encode, versions)])).hexdigest()[:16]
