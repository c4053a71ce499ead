"""The one door to the embedded PostgreSQL: started when it is not running, whatever was killed before."""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil
import psycopg

from leadwright.config import tuning
from leadwright.config.cluster import Cluster, NoDatabase

PATIENCE = 30.0
PR_SET_PDEATHSIG = 1
# The log of the server would keep what was erased: no statement, and no error, which quotes values.
NO_VALUES = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_messages": "log",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
_STARTED: list[int] = []


def answers(cluster: Cluster) -> bool:
    """Tell whether the server answers: the only word that is trusted."""
    try:
        with psycopg.connect(cluster.url("app", "postgres"), connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


@contextmanager
def running(
    cluster: Cluster, *, settings: dict[str, str] | None = None, before: Callable[[], None] | None = None
) -> Iterator[Cluster]:
    """Have the server run for a while; the last one who leaves stops it."""
    with (cluster.data / "users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        start(cluster, settings=settings, before=before)
        try:
            yield cluster
        finally:
            if _is_last(users):
                stop(cluster)


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def forget(cluster: Cluster) -> None:
    """Stop the server and throw all its data away."""
    if cluster.made:
        stop(cluster)
    cluster.delete()


def start(
    cluster: Cluster, *, settings: dict[str, str] | None = None, before: Callable[[], None] | None = None
) -> bool:
    """Start the server unless it answers, making it first if need be; tells whether it was started.

    `before` runs in the server's process just before it begins.
    """
    with _alone(cluster):
        if cluster.made and answers(cluster):
            return False
        _clear_remains(cluster)
        if not cluster.made:
            cluster.make_files()
        cluster.make_sockets()
        process = _launch(cluster, settings or {}, before)
        _wait_for(cluster, process)
        _let_go(process)
    return True


def stop(cluster: Cluster) -> None:
    """Stop the server at once but cleanly: open transactions are rolled back."""
    with _alone(cluster):
        pid = _noted_pid(cluster)
        if pid is None or not _is_server(pid, cluster):
            return
        os.kill(pid, signal.SIGINT)
        if not _until(lambda: not _is_server(pid, cluster)):
            os.kill(pid, signal.SIGQUIT)
            _until(lambda: not _is_server(pid, cluster))
        _bury_dead()


def die_with_parent() -> None:
    """Ask the kernel to stop this database server when the process that started it is gone, however it went."""
    _when_parent_is_gone(signal.SIGINT)


def end_with_parent() -> None:
    """Ask the kernel to end this process in good order when the one that started it is gone."""
    _when_parent_is_gone(signal.SIGTERM)


def _when_parent_is_gone(number: signal.Signals) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    with (cluster.data / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _launch(
    cluster: Cluster, settings: dict[str, str], before: Callable[[], None] | None
) -> "subprocess.Popen[bytes]":
    programs = cluster.programs
    chosen = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.sockets),
        "max_connections": "60",
        **NO_VALUES,
        **tuning.advised(tuning.memory()),
        **settings,
    }
    options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    log = os.open(cluster.data / "database.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return subprocess.Popen(  # noqa: S603 - our own program, no shell
            [str(programs.folder / "postgres"), "-D", str(cluster.files), *options],
            user=programs.account, group=programs.group, extra_groups=[] if programs.account else None,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=programs.environment,
            start_new_session=True, preexec_fn=before, umask=0o077,  # noqa: PLW1509 - one thread when this runs
        )  # fmt: skip
    finally:
        os.close(log)


def _wait_for(cluster: Cluster, process: "subprocess.Popen[bytes]") -> None:
    if not cluster.made:
        _until(lambda: process.poll() is not None or _superuser_answers(cluster))
        if process.poll() is None:
            cluster.make_roles()
    if not _until(lambda: process.poll() is not None or answers(cluster)) or process.poll() is not None:
        raise NoDatabase(
            f"The database did not start; its last words are in {cluster.data / 'database.log'}."
        )


def _superuser_answers(cluster: Cluster) -> bool:
    try:
        return bool(cluster.as_superuser("SELECT 1"))
    except NoDatabase:
        return False


def _clear_remains(cluster: Cluster) -> None:
    """Clear away what a killed server left: wait for its orphans, then end them, then drop its stale notes.

    A dead server that nobody has buried yet still counts as a process for the next one, so the notes go.
    """
    _bury_dead()
    _until(lambda: not _orphans(cluster), patience=10)
    for process in _orphans(cluster):
        process.kill()
    _until(lambda: not _orphans(cluster), patience=10)
    for note in (cluster.files / "postmaster.pid", *cluster.sockets.glob(".s.PGSQL.*.lock")):
        note.unlink(missing_ok=True)


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    """Let the server outlive this object; its end is noticed by its number."""
    _STARTED.append(process.pid)
    process.returncode = 0


def _bury_dead() -> None:
    for pid in list(_STARTED):
        try:
            if os.waitpid(pid, os.WNOHANG)[0]:
                _STARTED.remove(pid)
        except ChildProcessError:
            _STARTED.remove(pid)


def _orphans(cluster: Cluster) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _works_in(process, cluster.files)]


def _works_in(process: psutil.Process, folder: Path) -> bool:
    """Tell whether a process is a living part of the server on a folder; each of them works inside that folder."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE or not process.name().startswith("postgres"):
            return False
        return Path(process.cwd()) == folder
    except (psutil.Error, OSError):
        return False


def _noted_pid(cluster: Cluster) -> int | None:
    try:
        return int((cluster.files / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_server(pid: int, cluster: Cluster) -> bool:
    return psutil.pid_exists(pid) and _works_in(psutil.Process(pid), cluster.files)


def _until(true: Callable[[], bool], *, patience: float = PATIENCE) -> bool:
    """Wait until something is true; tells whether it came true in time."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
