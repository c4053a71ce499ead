"""Read the answer to an invitation out of a calendar (RFC 5545 and 5546)."""

import re

from leadwright.foundation.numbers import integer_in
from leadwright.foundation.text import storable
from leadwright.inbox.letters.headers import address_in
from leadwright.inbox.letters.letter import CalendarAnswer

ANSWERS = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative", "DELEGATED": "delegated"}
MOST_LINES = 2_000
_FOLD = re.compile(r"\n[ \t]")
_PARTSTAT = re.compile(r";PARTSTAT=\"?([A-Za-z-]+)", re.I)


def answer_in(calendar: str) -> CalendarAnswer | None:
    """Return what a calendar answers, if it is an answer about something that has a name."""
    lines = _FOLD.sub("", calendar[:200_000]).split("\n")[:MOST_LINES]
    if not any(row.strip().upper() == "METHOD:REPLY" for row in lines):
        return None
    values = {name: value for row in reversed(lines) for name, _rest, value in [_split(row)] if name}
    attendee = next((row for row in lines if row.upper().startswith("ATTENDEE")), "")
    status = _PARTSTAT.search(attendee)
    answer = ANSWERS.get(status[1].upper() if status else "")
    if not answer or not values.get("UID"):
        return None
    return CalendarAnswer(
        uid=storable(values["UID"])[:250],
        attendee=address_in(_split(attendee)[2]),
        answer=answer,
        sequence=integer_in(values.get("SEQUENCE", "")) or 0,
        recurrence=storable(values.get("RECURRENCE-ID", ""))[:60],
        summary=storable(values.get("SUMMARY", "").replace("\\,", ",").replace("\\n", " "))[:250],
    )


def _split(row: str) -> tuple[str, str, str]:
    """Return the name of a line, its parameters, and its value; a colon in quotes parts nothing."""
    result = re.match(r"([A-Za-z-]{1,40})((?:;[A-Za-z-]{1,40}=(?:\"[^\"]*\"|[^\":;]*))*):(.*)", row.strip())
    return (result[1].upper(), result[2], result[3].strip()) if result else ("", "", "")
