"""A process of its own, with narrow limits, that takes a ZIP apart: it comes in on the standard input.

What leaves is a line of JSON, the names and sizes of the files in it and what was passed over, then their bytes, one
after the other. It ends with a code of its own where the archive is locked or holds too much.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

MEMORY, SECONDS, UNPACKED = 1024 * 2**20, 60, 200 * 2**20
# How many times as long as itself an archive may be: exports that anybody made are far below.
LEAST_UNPACKED, DENSEST = 64 * 2**20, 200
MOST_ENTRIES, MOST_FILES, AT_ONCE = 2_000, 100, 2**20
LOCKED, TOO_LARGE = 3, 4
# A bit of the flags of an entry that nobody can read without its password.
ENCRYPTED = 0x1
# What programs leave in an archive of their own accord.
LEFT_BEHIND = ("__MACOSX", "Thumbs.db", "desktop.ini")


def limit() -> None:
    """Take away from this process what it does not need, before anything is read."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, UNPACKED + AT_ONCE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def files_of(archive: zipfile.ZipFile, packed: int) -> list[zipfile.ZipInfo]:
    """Return the files of an archive without what programs leave in it; ends where they are too many or too long."""
    if len(archive.infolist()) > MOST_ENTRIES:
        sys.exit(TOO_LARGE)
    rows = [row for row in archive.infolist() if not row.is_dir() and not _is_left_behind(row.filename)]
    most = min(UNPACKED, max(LEAST_UNPACKED, DENSEST * packed))
    if len(rows) > MOST_FILES or sum(row.file_size for row in rows) > most:
        sys.exit(TOO_LARGE)
    if any(row.flag_bits & ENCRYPTED for row in rows):
        sys.exit(LOCKED)
    return rows


def _is_left_behind(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or any(part in LEFT_BEHIND or part.startswith(".") for part in parts if part != "..")


def pieces_of(archive: zipfile.ZipFile, row: zipfile.ZipInfo) -> Iterator[bytes]:
    """Return the bytes of a file; one that is longer than it says is a fault."""
    with archive.open(row) as entry:
        while piece := entry.read(AT_ONCE):
            yield piece


def main() -> None:
    """Write what is in the archive, or end with a fault."""
    limit()
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        rows = files_of(archive, len(content))
        out.write(json.dumps([[row.filename, row.file_size] for row in rows]).encode() + b"\n")
        for row in rows:
            for piece in pieces_of(archive, row):
                out.write(piece)
    out.flush()


if __name__ == "__main__":
    main()
