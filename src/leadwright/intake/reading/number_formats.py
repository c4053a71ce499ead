"""How a workbook shows its numbers, where that says what they are: 0012345 and 75 %. Pure, and only of the library.

It runs in the process with narrow limits beside what reads the values: rows come one by one, no document type and
so no entity is taken, and each part is read only as far as a workbook that anybody made goes.
"""

import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from posixpath import join, normpath
from xml.parsers import expat

LONGEST_PART, READ_AT_ONCE, LONGEST_FORMAT, MOST_STYLES = 500 * 2**20, 64 * 1024, 255, 70_000
LARGEST = 1e15
WORKBOOK, RELATIONS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
# The formats that have a number and no text.
SHIPPED = {9: "0%", 10: "0.00%"}
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_UNSAID = re.compile(r"\[[^\]]*\]|[_*].")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_CODE = re.compile(r"[+(]?0[0# ().+/-]*[0#]\)?")
# 01 23 45 67 89, and thousands apart, which are no code.
_PAIRS, _THOUSANDS = re.compile(r"0#(?:[ .-]##)+"), re.compile(r"0+(?: 000)+")
_COLUMNS = re.compile(r"([A-Z]{1,3})[0-9]+")

Attributes = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a format makes of a number: a code of so many digits, or percent."""

    code: str = ""

    def of(self, value: float) -> str:
        """Return a number as it is shown, or nothing where its format says nothing of what it is."""
        if not self.code:
            share = (Decimal(repr(value)) * 100).normalize() if math.isfinite(value) else None
            return "" if share is None else f"{share:f}%"
        return self._code(str(int(value))) if value.is_integer() and 0 <= value < LARGEST else ""

    def _code(self, digits: str) -> str:
        """Fill a pattern from its right: 0 stands for a digit or 0, # for a digit or nothing."""
        signs: list[str] = []
        first = re.search("[0#]", self.code)
        place = first.start() if first else 0
        for at in range(len(self.code) - 1, -1, -1):
            sign = self.code[at]
            if sign not in "0#":
                signs.append(sign)
            elif at == place:
                signs.append(digits[::-1] or ("0" if sign == "0" else ""))
            else:
                signs.append(digits[-1:] or ("0" if sign == "0" else ""))
                digits = digits[:-1]
        return "".join(signs)[::-1]


def look_of(form: str) -> Look | None:
    """Return what a format says of what its numbers are, or nothing: most only say how they are shown."""
    if len(form) > LONGEST_FORMAT:
        return None
    plain = _UNSAID.sub("", form.split(";")[0])
    bare = _QUOTED.sub("", plain)
    if "%" in bare:
        return Look() if re.search("[0#]", bare) else None
    code = _QUOTED.sub(lambda match: match[1] or match[2] or "", plain).strip()
    is_bare = not set(bare) - set("0# ()/+-") and not _THOUSANDS.fullmatch(code)
    is_code = _CODE.fullmatch(code) and (code.count("0") > 1 or _PAIRS.fullmatch(code))
    return Look(code=code) if is_bare and is_code else None


def looks_in(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, Mapping[int, Look]]]:
    """Return each row of a sheet that shows numbers as codes or percent: its number, and by column how."""
    names = set(archive.namelist())
    looks = _styles(archive) if {WORKBOOK, RELATIONS, STYLES} <= names else {}
    path = _path_of(archive, sheet) if looks else ""
    return _rows(archive, path, looks) if path in names else iter(())


class _Reader:
    """Reads one part of a package; what derives from it says what it does with the elements."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: Attributes) -> None:
        self.start(name.rpartition(" ")[2], attributes)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take an element."""

    def pieces(self, archive: zipfile.ZipFile, path: str) -> Iterator[None]:
        """Read a part piece by piece."""
        size = 0
        with archive.open(path) as part:
            while piece := part.read(READ_AT_ONCE):
                size += len(piece)
                if size > LONGEST_PART:
                    raise ValueError("too large")
                self.parser.Parse(piece, False)
                yield


def _refuse(*_words: object) -> None:
    raise ValueError("a document type")


class _Styles(_Reader):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, str] = {str(number): form for number, form in SHIPPED.items()}
        self.used: list[str] = []
        self.is_inside = False
        self.parser.EndElementHandler = self._end

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.forms[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        self.is_inside = self.is_inside or name == "cellXfs"
        if name == "xf" and self.is_inside:
            self.used.append(attributes.get("numFmtId", ""))
        if max(len(self.used), len(self.forms)) > MOST_STYLES:
            raise ValueError("too many styles")

    def _end(self, name: str) -> None:
        self.is_inside = self.is_inside and name.rpartition(" ")[2] != "cellXfs"


def _styles(archive: zipfile.ZipFile) -> dict[str, Look]:
    reader = _Styles()
    for _piece in reader.pieces(archive, STYLES):
        pass
    known = {number: look for number, form in reader.forms.items() if (look := look_of(form))}
    return {str(place): known[number] for place, number in enumerate(reader.used) if number in known}


class _Named(_Reader):
    """The attributes of each element of a name, one by another."""

    def __init__(self, element: str, key: str, value: str) -> None:
        super().__init__()
        self.element, self.key, self.value = element, key, value
        self.by_key: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == self.element and self.key in attributes and len(self.by_key) < MOST_STYLES:
            self.by_key[attributes[self.key]] = attributes.get(self.value, "")


def _path_of(archive: zipfile.ZipFile, sheet: str) -> str:
    sheets, parts = _Named("sheet", "name", RELATION), _Named("Relationship", "Id", "Target")
    for reader, path in ((sheets, WORKBOOK), (parts, RELATIONS)):
        for _piece in reader.pieces(archive, path):
            pass
    target = parts.by_key.get(sheets.by_key.get(sheet, ""), "")
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


class _Rows(_Reader):
    def __init__(self, looks: Mapping[str, Look]) -> None:
        super().__init__()
        self.looks = looks
        self.row = self.column = 0
        self.ready: list[tuple[int, Mapping[int, Look]]] = []
        self.marks: dict[int, Look] = {}
        self.parser.EndElementHandler = self._end

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            given = attributes.get("r", "")
            self.row = int(given) if re.fullmatch("[0-9]{1,7}", given) else self.row + 1
            self.column, self.marks = 0, {}
        elif name == "c":
            match = _COLUMNS.fullmatch(attributes.get("r", ""))
            self.column = _number_of(match[1]) if match else self.column + 1
            if attributes.get("t", "n") == "n" and (look := self.looks.get(attributes.get("s", "0"))):
                self.marks[self.column] = look

    def _end(self, name: str) -> None:
        if self.marks and name.rpartition(" ")[2] == "row":
            self.ready.append((self.row, self.marks))
            self.marks = {}


def _rows(
    archive: zipfile.ZipFile, path: str, looks: Mapping[str, Look]
) -> Iterator[tuple[int, Mapping[int, Look]]]:
    reader = _Rows(looks)
    for _piece in reader.pieces(archive, path):
        yield from reader.ready
        reader.ready.clear()


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
