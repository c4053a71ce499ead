"""Files that somebody made to do harm: each by its kind, of about so many bytes."""

import io
import zipfile
from collections.abc import Callable

from tests.intake.workbook import MAIN, cell, packed, row, unpacked, workbook

MIB = 2**20
HEAD = b"a,b\n"
TEXTS: dict[str, Callable[[int], bytes]] = {
    "one line": lambda size: HEAD + b"x" * size,
    "one line of cells": lambda size: HEAD + b"x," * (size // 2),
    "50,000 columns": lambda size: b",".join(b"c%d" % number for number in range(50_000)) + b"\n1\n",
    "rows of two signs": lambda size: HEAD + b"1\n" * (size // 2),
    "rows of two cells": lambda size: HEAD + b"1,2\n" * (size // 4),
    "quotes alone": lambda size: HEAD + b'"' * size,
    "rows of open quotes": lambda size: HEAD + b'",\n' * (size // 3),
    "pairs of open quotes": lambda size: HEAD + b'"a""b\n' * (size // 6),
    "empty rows": lambda size: HEAD + b"\n" * size,
    "empty cells": lambda size: HEAD + (b"," * 4_000 + b"\n") * (size // 4_001),
    "zero bytes": lambda size: HEAD + b"\0" * size,
    "rows of zero bytes": lambda size: HEAD + b"\0,\0\n" * (size // 4),
    "lone surrogates": lambda size: HEAD + b"\xed\xa0\x80,\xed\xbf\xbf\n" * (size // 8),
    "bytes of another encoding": lambda size: HEAD + b"\xe9,\xe9\n" * (size // 4),
    "half of another encoding": lambda size: HEAD + "éé".encode() * (size // 10) + b"\xe9,1\n" * (size // 10),
    "tabs": lambda size: HEAD + b"\t" * size,
    "formulas": lambda size: HEAD + b"=1+1,@x\n" * (size // 8),
    "UTF-16": lambda size: ("a,b\n" + "12,34\n" * (size // 12)).encode("utf-16"),
    "objects": lambda size: b'{"a":1}\n' * (size // 8),
    "names of objects": lambda size: b"".join(b'{"k%d":1}\n' % number for number in range(size // 14)),
    "objects with few names": lambda size: (
        b"{"
        + b",".join(b'"k%d":1' % number for number in range(4_999))
        + b"}\n"
        + b'{"k0":1}\n' * (size // 9)
    ),
    "brackets": lambda size: b'{"a":' + b"[" * size,
    "objects in objects": lambda size: b'{"a":' * (size // 5),
    "a number without end": lambda size: b'{"a":' + b"9" * size + b"}\n",
}


def _card(lines: bytes) -> bytes:
    return b"BEGIN:VCARD\nVERSION:3.0\nFN:An\nEMAIL:an@x.example\n" + lines + b"END:VCARD\n"


CARDS: dict[str, Callable[[int], bytes]] = {
    "100,000 properties": lambda size: _card(b"NOTE:a\n" * 100_000),
    "empty properties": lambda size: _card(b"TEL:\n" * (size // 5)),
    "a huge picture": lambda size: _card(b"PHOTO;ENCODING=b:" + b"AAAA" * (size // 4) + b"\n"),
    "a picture in tiny folds": lambda size: _card(b"PHOTO;ENCODING=b:\n" + b" A\n" * (size // 3)),
    "folds without end": lambda size: _card(b"NOTE:x\n" + b" a\n" * (size // 3)),
    "soft breaks without end": lambda size: _card(b"NOTE;QUOTED-PRINTABLE:x=\n" + b"=\n" * (size // 2)),
    "line ends": lambda size: _card(b"\n" * size),
    "returns": lambda size: _card(b"\r" * size),
    "cards without number": lambda size: _card(b"") * (size // 60),
    "cards that never end": lambda size: b"BEGIN:VCARD\n" * (size // 12),
    "agents in agents": lambda size: _card(b"AGENT:\nBEGIN:VCARD\n" * (size // 19)),
    "parameters": lambda size: _card(b"TEL" + b";A=B" * (size // 4) + b":1\n"),
    "values of a parameter": lambda size: _card(b"TEL;TYPE=" + b"a," * (size // 2) + b":1\n"),
    "parts of a name": lambda size: _card(b"N:" + b";" * min(size, MIB) + b"\n") + b" " * size,
    "escapes": lambda size: _card(b"NOTE:" + b"\\n" * min(size // 2, MIB // 2) + b"\n"),
    "a mark before each line": lambda size: _card(b"\xef\xbb\xbfNOTE:a\n" * (size // 10)),
    "zero bytes in a card": lambda size: _card(b"NOTE:" + b"\0" * min(size, MIB) + b"\n"),
}


def _lying(content: bytes, name: str) -> bytes:
    """Return a package that says of one part that it is ten bytes long."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(name).file_size.to_bytes(4, "little")
    return content.replace(size, (10).to_bytes(4, "little"))


def _sheet(rows: str, **more: str | bytes) -> bytes:
    return packed(unpacked(workbook(Deals=rows)) | more)


def _shared(texts: str, cells: int) -> bytes:
    rows = row(1, "a", "b") + "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, cells)
    )
    parts = unpacked(workbook(Deals=rows))
    relations = str(parts["xl/_rels/workbook.xml.rels"], "utf-8").replace(
        "</Relationships>",
        '<Relationship Id="ss" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    shared = f'<sst xmlns="{MAIN}"><si><t>{texts}</t></si></sst>'
    return packed(parts | {"xl/_rels/workbook.xml.rels": relations, "xl/sharedStrings.xml": shared})


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def _open_document(rows: str, before: str = "") -> bytes:
    content = f"""<?xml version="1.0"?>{before}<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}"
 xmlns:text="{TEXT}"><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _said(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


TWO = f"<table:table-row>{_said('a')}{_said('b')}</table:table-row>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGH = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
FAR = f'<row r="1048576">{cell("XFD1048576", "far")}</row>'
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "a cell at the far end": lambda: workbook(a=row(1, "a", "b") + FAR),
    "a part of a gigabyte": lambda: packed({"xl/workbook.xml": b"\0" * (600 * MIB)}),
    "a dense sheet": lambda: _sheet(row(1, "a", "b") + "<row>" + " " * (100 * MIB) + "</row>"),
    "a part that lies about its length": lambda: _lying(
        _sheet(row(1, "a", "b") + " " * (20 * MIB)), "xl/worksheets/s1.xml"
    ),
    "packages in packages": lambda: _sheet(
        row(1, "a", "b"), **{"xl/media/1.zip": packed({"2.zip": packed({"3": b"\0" * (50 * MIB)})})}
    ),
    "one text shared by all cells": lambda: _shared("x" * 100_000, 20_000),
    "a million empty rows": lambda: workbook(
        a=row(1, "a", "b") + "".join(f'<row r="{n}"/>' for n in range(2, 1_000_000))
    ),
    "entities that grow": lambda: _sheet(LAUGH + row(1, "a", "&l9;")),
    "an entity from outside": lambda: _sheet(OUTSIDE + row(1, "a", "b")),
    "elements in elements": lambda: workbook(a=row(1, "a", "b") + "<x>" * 300_000),
    "attributes without end": lambda: workbook(
        a=row(1, "a", "b") + "<row " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>"
    ),
    "50,000 columns of a sheet": lambda: workbook(
        a='<row r="1">' + "<c><v>1</v></c>" * 50_000 + "</row>" + row(2, "a", "b")
    ),
    "numbers of rows without end": lambda: workbook(a=row(1, "a", "b") + f'<row r="{"9" * 100_000}"/>'),
    "many parts": lambda: packed({f"xl/{n}": "" for n in range(6_000)} | {"xl/workbook.xml": ""}),
    "rows of ODS repeated": lambda: _open_document(
        f'{TWO}<table:table-row table:number-rows-repeated="200000">{_said("x")}</table:table-row>'
    ),
    "cells of ODS repeated": lambda: _open_document(
        f'{TWO}<table:table-row table:number-rows-repeated="100000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>'
    ),
    "entities of ODS": lambda: _open_document(
        TWO + f"<table:table-row>{_said('&l9;')}</table:table-row>", LAUGH
    ),
    "an entity of ODS from outside": lambda: _open_document(
        TWO + f"<table:table-row>{_said('&e;')}</table:table-row>", OUTSIDE
    ),
    "cut off": lambda: workbook(a=row(1, "a", "b"))[:-200],
    "an old one that is none": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 6_000,
}
