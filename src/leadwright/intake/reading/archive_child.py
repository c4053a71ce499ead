"""A process of its own, with narrow limits, that takes a ZIP apart: it comes in on the standard input.

What leaves is a line of JSON, with the name of each file in it, how many bytes of it follow and whether it is a link,
then these bytes, one file after the other. Of what is certainly no table only the beginning leaves, which tells what it
is. It ends with a code of its own where the archive is locked or holds too much.
"""

import io
import json
import resource
import stat
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from leadwright.foundation.file_kinds import is_no_table

MEMORY, SECONDS, UNPACKED = 1024 * 2**20, 60, 200 * 2**20
# How many times as long as itself an archive may be: exports that anybody made are far below.
LEAST_UNPACKED, DENSEST = 64 * 2**20, 200
MOST_ENTRIES, MOST_FILES, AT_ONCE, HEAD = 5_000, 100, 2**20, 1024
LOCKED, TOO_LARGE = 3, 4
# A bit of the flags of an entry that nobody can read without its password.
ENCRYPTED = 0x1
# What programs leave in an archive of their own accord, and how the names of their notes on files begin.
LEFT_BEHIND, NOTES = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"), "._"


@dataclass(frozen=True)
class Part:
    """A file of an archive, and how many bytes of it leave."""

    entry: zipfile.ZipInfo
    size: int
    is_link: bool = False

    @property
    def is_unabridged(self) -> bool:
        """Tell whether all of it leaves."""
        return self.size == self.entry.file_size and not self.is_link


def limit() -> None:
    """Take away from this process what it does not need, before anything is read."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, UNPACKED + MOST_ENTRIES * HEAD + AT_ONCE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def parts_of(archive: zipfile.ZipFile, packed: int) -> list[Part]:
    """Return the files of an archive without what programs leave in it; ends where they are too many or too long."""
    if len(archive.infolist()) > MOST_ENTRIES:
        sys.exit(TOO_LARGE)
    rows = [row for row in archive.infolist() if not row.is_dir() and not _is_left_behind(row.filename)]
    if any(row.flag_bits & ENCRYPTED for row in rows):
        sys.exit(LOCKED)
    parts = [_part(archive, row) for row in rows]
    wanted = [part.size for part in parts if part.is_unabridged]
    if len(wanted) > MOST_FILES or sum(wanted) > min(UNPACKED, max(LEAST_UNPACKED, DENSEST * packed)):
        sys.exit(TOO_LARGE)
    return parts


def _part(archive: zipfile.ZipFile, row: zipfile.ZipInfo) -> Part:
    """Return a file of an archive; nobody follows a link."""
    if stat.S_ISLNK(row.external_attr >> 16):
        return Part(row, 0, is_link=True)
    with archive.open(row) as entry:
        start = entry.read(HEAD)
    return Part(row, len(start) if is_no_table(start) else row.file_size)


def _is_left_behind(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or parts[-1].startswith(NOTES) or any(part in LEFT_BEHIND for part in parts)


def pieces_of(archive: zipfile.ZipFile, part: Part) -> Iterator[bytes]:
    """Return the bytes of a file that leave; one that is longer or shorter than it says is a fault."""
    left = part.size
    with archive.open(part.entry) as entry:
        while left and (piece := entry.read(min(left, AT_ONCE))):
            left -= len(piece)
            yield piece
        if left or (part.is_unabridged and entry.read(1)):
            raise ValueError("of another length than it says")


def main() -> None:
    """Write what is in the archive, or end with a fault."""
    limit()
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = parts_of(archive, len(content))
        head = [[part.entry.filename, part.size, part.is_link] for part in parts]
        out.write(json.dumps(head).encode() + b"\n")
        for part in parts:
            for piece in pieces_of(archive, part):
                out.write(piece)
    out.flush()


if __name__ == "__main__":
    main()
