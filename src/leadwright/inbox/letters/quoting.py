"""Tell what somebody wrote from what was quoted below it, in five languages; only the end of a mail is folded away."""

import re

DAYS = "пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
# A line that says who wrote what follows. Each is tried on one line, and on two or three joined.
ATTRIBUTIONS = tuple(
    re.compile(text, re.I)
    for text in (
        # English
        r"on .{4,200}\bwrote\s?:",
        r".{1,200}<[^<>\s]{3,200}>\s?wrote\s?:",
        # Dutch
        r"op .{4,200}\b(?:schreef|heeft) .{1,200}:",
        r"op .{4,200}\bschreef\s?:",
        r".{1,200}\bschreef op .{4,200}:",
        # French
        r"le .{4,200}\ba [ée]crit\s?:",
        # German
        r"am .{4,200}\b(?:schrieb|hat) .{1,200}:",
        r"am .{4,200}\bschrieb\s?:",
        r".{1,200}\bschrieb am .{4,200}:",
        # Russian: with the verb, or a day and an address as Gmail, Yandex and Mail.ru have it
        r".{4,200}\b(?:пишет|написал|написала|написал\(а\))\s?:",
        f"(?:{DAYS}),? .{{4,120}}<[^<>\\s]{{3,200}}>\\s?:",
        r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2},? .{1,120}<[^<>\s]{3,200}>\s?:",
    )
)
SEPARATOR = re.compile(
    r"\s*[-_]{2,}\s*(?:original message|forwarded message|begin forwarded message|oorspronkelijk bericht|"
    r"doorgestuurd bericht|message d.origine|message transf[ée]r[ée]|urspr[üu]ngliche nachricht|"
    r"weitergeleitete nachricht|исходное сообщение|пересылаемое сообщение|пересланное сообщение)\s*[-_]{2,}\s*",
    re.I,
)
# The block of lines that Outlook puts above what it quotes.
FROM = re.compile(r"\*?(?:from|van|de|von|от|отправитель)\s?:\*?\s.{2,}", re.I)
SENT = re.compile(
    r"\*?(?:sent|date|verzonden|datum|envoy[ée]|gesendet|отправлено|дата)(?: le)?\s?:\*?\s.{4,}", re.I
)
LONGEST_LINE = 400
MOST_LINES = 20_000


def split(text: str) -> tuple[str, str]:
    """Return what was written and what was quoted below it.

    Where answers stand between the lines that are quoted, and where nothing would be left, all of it was written.
    """
    lines = text.split("\n")[:MOST_LINES]
    place = _beginning(lines)
    if place is None:
        return text, ""
    said = "\n".join(lines[:place]).rstrip("\n _")
    if not said.strip():
        return text, ""
    return said, "\n".join(text.split("\n")[place:]).strip("\n")


def _beginning(lines: list[str]) -> int | None:
    """Return the line with which the quoted end begins."""
    for place, row in enumerate(lines):
        if not row.strip():
            continue
        after = _after_attribution(lines, place)
        if after is not None and not _is_interleaved(lines[after:]):
            return place
        if SEPARATOR.fullmatch(row[:LONGEST_LINE]) or _is_block(lines, place):
            return place
    return _trailing_quote(lines)


def _after_attribution(lines: list[str], place: int) -> int | None:
    """Return the line after one, two or three that say who wrote what follows."""
    for number in (1, 2, 3):
        some = lines[place : place + number]
        if any(row.startswith(">") or not row.strip() for row in some):
            return None
        joined = " ".join(row.strip() for row in some)
        if len(joined) > LONGEST_LINE:
            return None
        if joined.endswith(":") and any(shape.fullmatch(joined) for shape in ATTRIBUTIONS):
            return place + number
    return None


def _is_interleaved(lines: list[str]) -> bool:
    """Tell whether quoted lines come first and something else after them: answers between the lines."""
    filled = [row for row in lines if row.strip()]
    if not filled or not filled[0].startswith(">"):
        return False
    return any(not row.startswith(">") for row in filled)


def _is_block(lines: list[str], place: int) -> bool:
    """Tell whether here begins a block that says from whom and when the mail below was sent."""
    if not FROM.fullmatch(lines[place].strip()[:LONGEST_LINE]):
        return False
    below = [row.strip()[:LONGEST_LINE] for row in lines[place + 1 : place + 5]]
    return any(SENT.fullmatch(row) for row in below)


def _trailing_quote(lines: list[str]) -> int | None:
    """Return where the last lines begin that are all quoted, if there are any."""
    place = len(lines)
    while place and (not lines[place - 1].strip() or lines[place - 1].startswith(">")):
        place -= 1
    return place if any(row.startswith(">") for row in lines[place:]) else None
