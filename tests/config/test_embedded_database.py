"""The embedded PostgreSQL: it starts after whatever was killed, and lets nobody in who should stay out."""

import os
import signal
import stat
import subprocess
import sys

import psutil
import psycopg
import pytest

from leadwright.config import embedded_database
from leadwright.config.cluster import NoDatabase, cluster

QUICK = {"fsync": "off", "shared_buffers": "16MB"}
STARTER = """
import sys, time
from pathlib import Path
from leadwright.config import embedded_database as door
from leadwright.config.cluster import cluster
with door.running(cluster(Path(sys.argv[1])), before=door.die_with_parent):
    print("running", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a cluster that was made once for these tests; each test finds it as the one before left it."""
    made = cluster(tmp_path_factory.mktemp("cluster"))
    embedded_database.start(made, settings=QUICK)
    run(made, "owner", "CREATE TABLE IF NOT EXISTS kept (word text)")
    yield made
    embedded_database.forget(made)


@pytest.fixture
def started(made):
    """Return the cluster while its server runs."""
    embedded_database.start(made, settings=QUICK)
    return made


def run(made, role: str, sql: str) -> list[tuple]:
    """Run a statement as one of the roles."""
    with psycopg.connect(made.url(role), autocommit=True) as connection:
        done = connection.execute(sql)
        return done.fetchall() if done.description else []


def postmaster(made) -> psutil.Process:
    """Return the server's first process."""
    return psutil.Process(int((made.files / "postmaster.pid").read_text().split()[0]))


def test_a_server_that_runs_is_not_started_again(started):
    before = postmaster(started).pid
    assert embedded_database.start(started, settings=QUICK) is False
    assert postmaster(started).pid == before


def test_after_a_kill_of_the_postmaster_it_starts_again_with_its_data(started):
    run(started, "owner", "INSERT INTO kept VALUES ('after the postmaster')")
    postmaster(started).kill()
    assert embedded_database.start(started, settings=QUICK) is True
    assert ("after the postmaster",) in run(started, "owner", "SELECT word FROM kept")


def test_after_a_kill_of_all_its_processes_it_starts_again_with_its_data(started):
    run(started, "owner", "INSERT INTO kept VALUES ('after all')")
    first = postmaster(started)
    for process in [first, *first.children()]:
        process.kill()
    assert embedded_database.start(started, settings=QUICK) is True
    assert ("after all",) in run(started, "owner", "SELECT word FROM kept")


def test_a_stale_note_of_another_processs_number_does_not_stop_it(started):
    embedded_database.stop(started)
    (started.files / "postmaster.pid").write_text(f"{os.getpid()}\n{started.files}\n1\n5432\n\n\n\nready\n")
    assert embedded_database.start(started, settings=QUICK) is True
    assert embedded_database.answers(started)


def test_it_stops_when_the_process_that_started_it_is_killed(started):
    embedded_database.stop(started)
    command = [sys.executable, "-c", STARTER, str(started.data)]
    starter = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert starter.stdout.readline() == b"running\n"
    server = postmaster(started)
    os.kill(starter.pid, signal.SIGKILL)
    starter.wait()
    starter.stdout.close()
    server.wait(timeout=20)
    assert not embedded_database.answers(started)


def test_the_last_one_to_leave_stops_it(started):
    embedded_database.stop(started)
    with embedded_database.running(started, settings=QUICK):
        with embedded_database.running(started, settings=QUICK):
            pass
        assert embedded_database.answers(started)
    assert not embedded_database.answers(started)


def test_nobody_is_the_superuser_without_being_its_system_user(started):
    if os.geteuid() != 0:
        pytest.xfail("an ordinary user runs the server as itself, and owns the machine's data anyway")
    with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
        psycopg.connect(host=str(started.sockets), user="postgres", dbname="postgres")


@pytest.mark.asvs("13.2.3")
@pytest.mark.parametrize("role", ["owner", "app"])
def test_a_role_needs_its_password(started, role):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(started.sockets), user=f"leadwright_{role}", dbname="leadwright", password="x"
        )


def test_it_listens_on_no_network_address(started):
    server = postmaster(started)
    assert [c for p in [server, *server.children()] for c in network_of(p)] == []


def network_of(process):
    """Return the network connections of a process; one that has just ended, or is about to, has none."""
    try:
        return process.net_connections(kind="inet")
    except psutil.NoSuchProcess:
        return []
    except psutil.AccessDenied:  # What is ending belongs to nobody for a moment.
        gone, _alive = psutil.wait_procs([process], timeout=5)
        assert gone
        return []


@pytest.mark.asvs("13.3.2")
def test_its_secrets_are_for_its_owner_only(started):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (started.data / "secrets").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((started.data / "secrets").stat().st_mode) == 0o700


def test_the_extensions_are_there_for_every_database(started):
    known = {name for (name,) in run(started, "app", "SELECT extname FROM pg_extension")}
    assert known >= {"pg_trgm", "btree_gin", "unaccent"}


def test_a_folder_without_postgresql_is_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("LEADWRIGHT_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(NoDatabase, match="There is no PostgreSQL in"):
        cluster(tmp_path / "data")
