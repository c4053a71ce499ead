"""What had to be assumed to read a file at all, in words: for the page, the shell and programs alike."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leadwright.intake.reading.tables import Table

MOST = 100
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big-endian)",
    "windows-1252": gettext_lazy("Windows-1252 (Western Europe)"),
    "windows-1250": gettext_lazy("Windows-1250 (Central Europe)"),
    "windows-1251": gettext_lazy("Windows-1251 (Cyrillic)"),
    "windows-1253": gettext_lazy("Windows-1253 (Greek)"),
    "windows-1254": gettext_lazy("Windows-1254 (Turkish)"),
    "windows-1257": gettext_lazy("Windows-1257 (Baltic)"),
    "iso-8859-2": gettext_lazy("Latin-2 (Central Europe)"),
    "iso-8859-15": gettext_lazy("Latin-9 (Western Europe)"),
    "koi8-r": gettext_lazy("KOI8-R (Russian)"),
    "mac-roman": gettext_lazy("Mac Roman"),
    "cp437": gettext_lazy("DOS 437"),
    "cp850": gettext_lazy("DOS 850 (Western Europe)"),
    "shift_jis": gettext_lazy("Shift-JIS (Japanese)"),
    "euc-kr": gettext_lazy("EUC-KR (Korean)"),
    "gb18030": gettext_lazy("GB 18030 (Chinese)"),
    "big5": gettext_lazy("Big5 (traditional Chinese)"),
}
LINES_READ_OTHERWISE = {
    "repaired": gettext_lazy(
        "Single letters are not encoded as the rest and were read as Windows-1252, on lines {lines}."
    ),
    "unclosed": gettext_lazy(
        "A quotation mark never closes and was read as part of the text, on lines {lines}."
    ),
}


def words_of_encoding(code: str) -> str:
    """Return what an encoding is called, else its code."""
    return str(ENCODINGS.get(code, code.upper()))


def assumed_of(table: Table) -> dict[str, Any]:
    """Return as plain data what had to be assumed to read a table; of many lines the first hundred, and how many."""
    return {
        "before": table.before,
        "is_encoding_assumed": table.is_encoding_assumed,
        "repaired": table.repaired[:MOST],
        "repaired_count": len(table.repaired),
        "unclosed": table.unclosed[:MOST],
        "unclosed_count": len(table.unclosed),
    }


def remarks_of(data: dict[str, Any]) -> list[str]:
    """Return what `assumed_of` returned, and the encoding beside it, in words."""
    remarks = []
    if before := data.get("before"):
        text = ngettext(
            "{number} line above the headings is left out.",
            "{number} lines above the headings are left out.",
            before,
        )
        remarks.append(text.format(number=before))
    if data.get("is_encoding_assumed"):
        text = _("The file does not tell how it is encoded; it is read as {encoding}.")
        remarks.append(text.format(encoding=words_of_encoding(data["encoding"])))
    for name, words in LINES_READ_OTHERWISE.items():
        if lines := data.get(name):
            remarks.append(str(words).format(lines=_listed(lines, data.get(f"{name}_count", 0))))
    return remarks


def _listed(lines: Sequence[int], count: int) -> str:
    listed, left = ", ".join(map(str, lines)), count - len(lines)
    more = ngettext("and {number} more", "and {number} more", left).format(number=left)
    return f"{listed} {more}" if left > 0 else listed
