"""Lines that could not be read wait here, in sight, until they can."""

import json
from datetime import datetime

from leadwright.foundation.text import storable
from leadwright.intake.models import KeptFile, QuarantinedLine
from leadwright.intake.tables import Line


def put_aside(kept: KeptFile, faults: list[tuple[Line, str]], *, at: datetime) -> None:
    """Let the quarantine of a file hold exactly these lines; one that waits already waits since then."""
    waiting = {row.line: row for row in kept.quarantined.all()}
    now = {line.number: (line, storable(reason)) for line, reason in faults}
    kept.quarantined.exclude(line__in=list(now)).delete()
    for number, (line, reason) in now.items():
        row = waiting.get(number)
        if row is None:
            row = QuarantinedLine(file=kept, line=number, cells=json.dumps(line.cells), since=at)
        if row.reason != reason:
            row.reason = reason
            row.save()
