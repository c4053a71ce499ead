"""The shortest SQL for what a page or an answer shows, or for the rows that an act leaves: a file for each figure."""

import re
from pathlib import Path

HERE = Path(__file__).parent
# `:name` is a value that the bare application is sent; `-- include: name` takes in what several files share.
NAME = re.compile(r"(?<![:\w]):([a-z_]+)")
INCLUDED = re.compile(r"^-- include: (\w+)$", re.MULTILINE)


def _read(path: Path) -> str:
    bare = "\n".join(line for line in _joined(path).splitlines() if not line.startswith("--"))
    return NAME.sub(r"%(\1)s", bare.replace("%", "%%"))


def _joined(path: Path) -> str:
    return INCLUDED.sub(lambda named: _joined(HERE / "parts" / f"{named[1]}.sql"), path.read_text())


STATEMENTS = {path.stem: _read(path) for path in sorted(HERE.glob("*.sql"))}
# How a statement is planned: once for all values, anew for each, or once along an index that is in order already.
# Whichever is the quickest is taken, as somebody would who writes SQL by hand.
MANNERS = {
    "once": "-c plan_cache_mode=force_generic_plan",
    "anew": "",
    "walking": "-c plan_cache_mode=force_generic_plan -c enable_bitmapscan=off",
}
