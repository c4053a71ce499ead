"""Made-up exports of well-known systems: in English, in another language, and with columns renamed and moved."""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "systems"


@dataclass(frozen=True, kw_only=True)
class System:
    """An export in English and another language: what of it somebody may rename, and what its rows say."""

    title: str
    language: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    kind: str = "leads"
    first: Mapping[str, str] = field(default_factory=dict)
    statuses: Sequence[str] = ()

    def text(self, shape: str) -> str:
        """Return the file in English, in the other language, or with columns renamed, from the last to the first."""
        slug = self.title.lower().replace(" ", "-")
        if shape != "renamed":
            return (FOLDER / f"{slug}.{shape}.csv").read_text("utf-8")
        rows = list(csv.reader(io.StringIO(self.text("en"))))
        headers = [self.renamed.get(header, header) for header in rows[0]]
        made = io.StringIO()
        csv.writer(made, lineterminator="\n").writerows(row[::-1] for row in [headers, *rows[1:]])
        return made.getvalue()


SYSTEMS = [System(**row) for row in tomllib.loads((FOLDER / "systems.toml").read_text("utf-8"))["system"]]
SHAPES = [(system, shape) for system in SYSTEMS for shape in ("en", system.language, "renamed") if shape]
