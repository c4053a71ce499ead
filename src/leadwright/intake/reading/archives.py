"""Archives (ZIP), taken apart in a process with narrow limits; nothing of them is ever written under its own name."""

import json
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import gettext as _

from leadwright.foundation import isolated
from leadwright.intake.reading.archive_child import LOCKED, TOO_LARGE
from leadwright.values.context import Unreadable

CHILD = Path(__file__).with_name("archive_child.py")
SECONDS = 120


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file of an archive by a name of its own; of what is certainly no table only its beginning is known."""

    name: str
    content: bytes
    is_link: bool = False


def unpacked(content: bytes) -> list[Member]:
    """Return the files of an archive; raises Unreadable."""
    with TemporaryFile() as body, TemporaryFile() as parts:
        shutil.copyfileobj(BytesIO(content), body)
        body.seek(0)
        _read(body, parts)
        parts.seek(0)
        rows: list[tuple[str, int, bool]] = json.loads(parts.readline())
        names = names_of([path for path, _size, _is_link in rows])
        return [
            Member(name=name, content=parts.read(size), is_link=is_link)
            for name, (_path, size, is_link) in zip(names, rows, strict=True)
        ]


def names_of(paths: list[str]) -> list[str]:
    """Return plain names for the files of an archive: without their folders, unless two have the same name.

    Those that are called alike even so are numbered.
    """
    plain = [_parts(path)[-1] for path in paths]
    alike, times = Counter(plain), Counter[str]()
    names: list[str] = []
    for name, path in zip(plain, paths, strict=True):
        named = name if alike[name] == 1 else " - ".join(_parts(path))
        times[named] += 1
        names.append(named if times[named] == 1 else f"{named} ({times[named]})")
    return names


def _parts(path: str) -> list[str]:
    parts = [part for part in PurePosixPath(path.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return parts or [path]


def _read(body: IO[bytes], parts: IO[bytes]) -> None:
    try:
        ended = isolated.run(CHILD, reads=body, writes=parts, seconds=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Unreadable(_("this compressed file is damaged; unpack it and choose the files")) from fault
    if ended == LOCKED:
        raise Unreadable(_("this compressed file is locked by a password; unpack it and choose the files"))
    if ended == TOO_LARGE:
        raise Unreadable(_("this compressed file holds too much; unpack it and choose the files"))
    if ended:
        raise Unreadable(_("this compressed file is damaged; unpack it and choose the files"))
