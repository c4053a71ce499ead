"""Cards as phones, Outlook, Gmail and Apple write them, each beside what it says."""

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.contacts import vcard
from leadwright.contacts.vcard import LARGEST
from leadwright.contacts.vcard_lines import without_pictures

UMLAUTS = {"family_name": "Müller", "given_name": "Jürgen"}
IVAN = {"family_name": "Петров", "given_name": "Иван"}
YAMADA = {"family_name": "山田", "given_name": "太郎"}
CARDS = {
    "windows-1251, quoted": (
        b"N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED",
        IVAN,
    ),
    "cp1251, as bytes": ("N;CHARSET=cp1251:Петров;Иван".encode("cp1251"), IVAN),
    "win-1251, as bytes": ("N;CHARSET=win-1251:Петров;Иван".encode("cp1251"), IVAN),
    "koi8-r in quotes": ('N;CHARSET="KOI8-R":Петров;Иван'.encode("koi8-r"), IVAN),
    "ISO-8859-1, quoted": (b"N;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FCller;J=FCrgen", UMLAUTS),
    "latin1, as bytes": ("N;CHARSET=latin1:Müller;Jürgen".encode("latin-1"), UMLAUTS),
    "UTF8 without its dash": (b"N;CHARSET=UTF8;ENCODING=quoted-printable:M=C3=BCller;J=C3=BCrgen", UMLAUTS),
    "Shift_JIS, as bytes": ("N;CHARSET=Shift_JIS:山田;太郎".encode("cp932"), YAMADA),
    "Shift_JIS, quoted": (
        b"N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:"
        + b"".join(b"=%02X" % c for c in "山田".encode("cp932"))
        + b";"
        + b"".join(b"=%02X" % c for c in "太郎".encode("cp932")),
        YAMADA,
    ),
    "a charset of its own in a file of UTF-8": (
        b"N;CHARSET=windows-1251:" + "Петров;Иван".encode("cp1251") + "\r\nTITLE:Директор".encode(),
        IVAN | {"job_title": "Директор"},
    ),
    "quoted without charset, UTF-8": (b"N;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen", UMLAUTS),
    "quoted without charset, Latin-1": (b"N;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen", UMLAUTS),
    "no charset beside one that is named": (
        b"N;CHARSET=windows-1251:\xcf\xe5\xf2\xf0\xee\xe2;\xc8\xe2\xe0\xed\r\nTITLE;QUOTED-PRINTABLE:=C4=E0",
        IVAN | {"job_title": "Да"},
    ),
    "an unknown charset": ("N;CHARSET=X-OWN:Müller;Jürgen".encode(), UMLAUTS),
    "base64 of version 3.0": (
        b"TITLE;ENCODING=b:" + base64.b64encode("Leiter für Öl".encode()),
        {"job_title": "Leiter für Öl"},
    ),
    "base64 in lines": (
        b"NOTE;ENCODING=BASE64;CHARSET=UTF-8:\r\n "
        + base64.b64encode(b"one two")[:6]
        + b"\r\n "
        + base64.b64encode(b"one two")[6:]
        + b"\r\n\r\nTITLE:x",
        {"remarks": "one two", "job_title": "x"},
    ),
    "soft breaks": (
        b"NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo =\r\nthree=\r\n four",
        {"remarks": "one\ntwo three four"},
    ),
    "a soft break before the end": (b"NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\nEND:VCARD", {"remarks": "one"}),
    "folds with spaces and tabs": (b"NOTE:one t\r\n wo\r\n\t three", {"remarks": "one two three"}),
    "a fold within a letter": (b"NOTE:J\xc3\r\n \xbcrgen", {"remarks": "Jürgen"}),
    "a fold of version 2.1": (b"VERSION:2.1\r\nNOTE:one\r\n two", {"remarks": "one two"}),
    "names in small letters": (
        b"n:Maes;An\r\nemail;type=work:an@x.example",
        {"family_name": "Maes", "given_name": "An"},
    ),
    "returns alone": (
        b"N:Maes;An\rTITLE:Chief\rNOTE:x",
        {"family_name": "Maes", "job_title": "Chief", "remarks": "x"},
    ),
    "two returns before each line feed": (
        b"NOTE:one\r\r\n two\r\r\nTITLE:Chief",
        {"remarks": "onetwo", "job_title": "Chief"},
    ),
    "a label of its own": (
        b"item1.EMAIL;type=INTERNET:a@x.example\r\nitem1.X-ABLabel:Zomerhuis",
        {"emails": [{"address": "a@x.example", "label": "Zomerhuis", "main": False}]},
    ),
    "a label of Apple's": (
        b"item1.X-ABLabel:_$!<Other>!$_\r\nitem1.TEL;type=pref:+32 470 22 33 44",
        {"phones": [{"number": "+32 470 22 33 44", "label": "other", "main": True}]},
    ),
    "an agent within": (
        b"N:Maes;An\r\nAGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:Other;Agent\r\nTEL:+3225550101\r\nEND:VCARD\r\nTITLE:Chief",
        {"family_name": "Maes", "job_title": "Chief", "phones": None},
    ),
    "an agent on its line": (
        b"N:Maes;An\r\nAGENT:BEGIN:VCARD\r\nN:Other;Agent\r\nEND:VCARD\r\nTITLE:Chief",
        {"family_name": "Maes", "job_title": "Chief"},
    ),
    "an agent as text": (
        b"N:Maes;An\r\nAGENT:BEGIN:VCARD\\nFN:Susan\\nTEL:+1-919-555-1234\\nEND:VCARD\\n\r\nTITLE:Chief",
        {"family_name": "Maes", "job_title": "Chief", "phones": None},
    ),
    "no year, as Apple writes it": (b"BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09", {"birth_date": "--05-09"}),
    "an escaped semicolon": (
        b"N:Maes\\; Sons;An\r\nORG:A\\\\;B",
        {"family_name": "Maes; Sons", "company": "A\\"},
    ),
    "a note that goes on": (
        b"NOTE:one\r\ntwo\r\n\r\nthree\r\nTITLE:x",
        {"remarks": "one\ntwo\nthree", "job_title": "x"},
    ),
    "signs of how to speak it": (
        b"X-PHONETIC-LAST-NAME:Maas\r\nSORT-STRING:x\r\nN:Maes;An",
        {"family_name": "Maes"},
    ),
    "a picture": (
        b"PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg==\r\n\r\nlogo;encoding=b;type=png:iVBO\r\nRw0=\r\nN:Maes;An",
        {"family_name": "Maes", "given_name": "An"},
    ),
    "a quotation mark that never closes": (
        b'TEL;TYPE="work:+3225550101\r\nN:Maes;An',
        {"family_name": "Maes"},
    ),
}


def card(lines: bytes) -> bytes:
    return b"BEGIN:VCARD\r\n" + lines + b"\r\nEND:VCARD\r\n"


@pytest.mark.parametrize("kind", CARDS)
def test_a_card_says_what_it_says_in_whatever_dialect(kind):
    lines, right = CARDS[kind]
    (read,) = vcard.read(card(lines))
    assert {name: read.fields.get(name) for name in right} == right


def test_a_code_page_that_nothing_tells_is_that_of_the_language_and_assumed():
    raw = card("N:Петров;Иван".encode("cp1251"))
    (read,) = vcard.read(raw, language="ru")
    assert (read.fields["family_name"], read.is_assumed) == ("Петров", True)
    assert not vcard.read(card(b"N:Maes;An"))[0].is_assumed


def test_what_a_contact_has_no_field_for_is_kept_by_name():
    lines = b"N:Maes;An\nADR:;;Street 1;Gent;;9000;BE\nADR:;;Road 2;Ath;;7800;BE\nTITLE:A\nTITLE:B\nORG:X;Sales\nORG:Y"
    (read,) = vcard.read(card(lines + b"\r\nURL:https://x.example\r\nTEL;FAX:+3225550102"))
    assert (read.fields["city"], read.fields["job_title"], read.fields["company"]) == ("Gent", "A", "X")
    assert read.rest == [
        ("address", "Road 2, 7800 Ath, BE"),
        ("job_title", "B"),
        ("unit", "Sales"),
        ("company", "Y"),
        ("url", "https://x.example"),
        ("fax", "+3225550102"),
    ]


def test_what_the_product_does_not_know_is_kept_by_the_name_that_it_has():
    lines = (
        b"N:Maes;An;Rosa;Prof.;Jr.\nIMPP:xmpp:an@x.example\nCATEGORIES:Fair,2026\nX-SPOUSE:Bo\nX-ABUID:1\nREV:2\n"
        b"item1.X-ABRELATEDNAMES:Cas\nitem1.X-ABLabel:_$!<Child>!$_\nX-THUMB;ENCODING=b:AAECAwQF"
    )
    (read,) = vcard.read(card(lines))
    assert (read.fields["given_name"], read.fields["title"]) == ("An Rosa", "Prof.")
    assert read.rest == [
        ("suffix", "Jr."),
        ("messenger", "xmpp:an@x.example"),
        ("CATEGORIES", "Fair,2026"),
        ("X-SPOUSE", "Bo"),
        ("X-ABRELATEDNAMES", "Cas (child)"),
    ]


def test_files_that_were_joined_are_read_to_their_end():
    first, second = card(b"FN:An"), card("FN:Jürgen".encode())
    mark = b"\xef\xbb\xbf"
    for joined in (mark + first + mark + second, first.rstrip() + mark + second, first.rstrip() + second):
        assert [row.fields["name"] for row in vcard.read(joined)] == ["An", "Jürgen"]
    sixteen = second.decode().encode("utf-16")
    assert [row.fields["name"] for row in vcard.read(first + sixteen)] == ["An", "Jürgen"]
    assert [row.fields["name"] for row in vcard.read(sixteen + mark + first)] == ["Jürgen", "An"]


def test_the_next_card_or_the_end_of_the_file_ends_a_card():
    content = b"\nBEGIN:VCARD\nFN:One\nBEGIN:VCARD\nFN:Two\nEND:VCARD\nFN:Nobody\n\nBEGIN:VCARD\nFN:Three\n"
    assert [(row.line, row.fields["name"]) for row in vcard.read(content)] == [
        (2, "One"),
        (4, "Two"),
        (9, "Three"),
    ]


def test_the_lines_of_a_picture_cost_nothing_and_keep_their_place():
    picture = b"PHOTO;ENCODING=BASE64;TYPE=JPEG:\r\n" + b" AAAA\r\n" * 40_000 + b"\r\n"
    content = card(b"FN:An\r\n" + picture + b"NOTE:x") + card(b"FN:Bo")
    bare = without_pictures(content, most=LARGEST)
    assert len(bare) < 50_000
    assert vcard.read(bare) == vcard.read(content)
    assert vcard.read(bare)[1].line == 40_007


LINES = st.sampled_from(
    [
        *(
            b"FN:An",
            b" more",
            b"NOTE;ENCODING=QUOTED-PRINTABLE:x=",
            b"",
            b"PHOTO;ENCODING=b:AAAA",
            b"BBBB",
            b"NOTE:y",
        ),
        *(
            b"END:VCARD",
            b"BEGIN:VCARD",
            b"\xef\xbb\xbfBEGIN:VCARD",
            b"AGENT:",
            b"\tz=",
            b"TEL:1",
            b"END:VCARDBEGIN:VCARD",
        ),
    ]
)


@given(st.lists(LINES, max_size=20), st.sampled_from([b"\r\n", b"\n", b"\r", b"\r\r\n"]))
def test_a_file_reads_the_same_without_its_pictures(rows, end):
    content = b"BEGIN:VCARD\n" + end.join(rows)
    assert vcard.read(without_pictures(content, most=LARGEST)) == vcard.read(content)


@st.composite
def written(draw):
    """Return a text, and a card that says it in some dialect."""
    charset = draw(st.sampled_from(["utf-8", "windows-1251", "iso-8859-1", "shift_jis", "utf8"]))
    letters = {"windows-1251": "Привет", "iso-8859-1": "éüß", "shift_jis": "山田太郎"}.get(charset, "é山И")
    text = draw(st.text(alphabet=f"abc ,;=\\:{letters}", min_size=1, max_size=90))
    raw = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").encode(charset)
    encoding = draw(st.sampled_from([b"", b"QUOTED-PRINTABLE", b"BASE64"]))
    raw = quopri.encodestring(raw).replace(b"\n", b"\r\n") if encoding == b"QUOTED-PRINTABLE" else raw
    raw = base64.b64encode(raw) if encoding == b"BASE64" else raw
    head = draw(st.sampled_from([b"TITLE", b"title", b"item1.Title"])) + b";CHARSET=" + charset.encode()
    return text, head + (b";ENCODING=" + encoding if encoding else b"") + b":" + raw


@given(written())
def test_a_text_survives_any_dialect(case):
    text, line = case
    (read,) = vcard.read(card(line))
    assert read.fields.get("job_title", "") == " ".join(text.split())
