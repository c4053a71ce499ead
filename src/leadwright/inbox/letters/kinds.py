"""Tell what a mail is: written by somebody, or sent by a program in an answer to another one."""

import re
from email.message import Message

from leadwright.inbox.letters.headers import line, lines_of, raw_line
from leadwright.inbox.letters.letter import Bounce, CalendarAnswer, Kind

ANSWERED_BY_PROGRAMS = (
    "x-autoreply",
    "x-autorespond",
    "x-auto-reply",
    "x-autoreply-from",
    "x-mail-autoreply",
)
SUBJECT = re.compile(
    r"\s*(?:re\s?:\s*|aw\s?:\s*|antw\s?:\s*)?(?:"
    r"auto(?:matic)?[\s-]?(?:reply|response|answer)|out of (?:the )?office|away from (?:my|the) (?:desk|office)|"
    r"on (?:vacation|holiday|leave)\b|"
    r"automatisch(?:e)? (?:antwoord|reactie|bericht)|afwezig|niet (?:op|in) (?:het )?kantoor|met vakantie|"
    r"r[ée]ponse automatique|absen(?:ce|t)\b|en cong[ée]s?\b|"
    r"automatische antwort|abwesend|abwesenheit|nicht im b[üu]ro|im urlaub|"
    r"автоответ|автоматический ответ|нет на месте|отсутствую|в отпуске"
    r")",
    re.I,
)


def kind_of(message: Message, bounce: Bounce | None, calendar: CalendarAnswer | None) -> Kind:
    """Return the kind of a mail; what it says of itself goes before what its subject looks like."""
    if bounce is not None:
        return Kind.BOUNCE
    if calendar is not None:
        return Kind.CALENDAR_ANSWER
    return Kind.AUTOMATIC if _is_automatic(message) else Kind.MAIL


def _is_automatic(message: Message) -> bool:
    submitted = raw_line(message, "auto-submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return True
    if any(lines_of(message, name) for name in ANSWERED_BY_PROGRAMS):
        return True
    precedence = raw_line(message, "precedence").strip().lower()
    if precedence in ("auto_reply", "auto-reply"):
        return True
    is_subject = SUBJECT.match(line(message, "subject")) is not None
    answers = bool(lines_of(message, "in-reply-to") or lines_of(message, "references"))
    suppressed = bool(lines_of(message, "x-auto-response-suppress")) or precedence in ("bulk", "junk")
    return is_subject and (answers or suppressed)
