"""Telephone numbers: no number of another country is made, extensions stay apart, two in one cell are two."""

import pytest

from leadwright.values.phones import read_phone, read_phones
from tests.values.reading import NONE, assumed, outcome

MOBILE, DESK, SWISS = "+32470111222", "+3225550101", "+41445000001"
NUMBERS = [
    ("030 / 123 45 67", "DE", "+49301234567"),
    ("044 500 00 01 int. 5", "CH", "+41445000001 5"),
    ("(044) 500 00 01", "CH", "+41445000001"),
    ("044/500 00 01", "CH", "+41445000001"),
    ("+41 (0)44 500 00 01", "CH", "+41445000001"),
    ("0041445000001", "CH", "+41445000001"),
    ("+41 44 500 00 01 / 02", "CH", NONE),
    ("+4144500000", "CH", NONE),
    ("030/1234567 App. 12", "DE", "+49301234567 12"),
    ("030 1234567 DW 12", "DE", "+49301234567 12"),
    ("+32 2 555 01 01 ext.", "BE", DESK),
    ("+3225550101x", "BE", DESK),
    ("02 555 01 01 toestel 12", "BE", f"{DESK} 12"),
    ("01 23 45 67 89 poste 12", "FR", "+33123456789 12"),
    ("06.12.34.56.78", "FR", "+33612345678"),
    ("02 1234 5678", "IT", "+390212345678"),
    ("06-12345678", "NL", "+31612345678"),
    ("+31 (0)20 - 123 45 67", "", "+31201234567"),
    ("+44 020 7946 0018", "", "+442079460018"),
    ("011 32 470 11 12 22", "US", MOBILE),
    ("2125550123#5", "US", "+12125550123 5"),
    ("+1 650 253 0000 x136", "", "+16502530000 136"),
    ("61438331999", "AU", "+61438331999"),
    ("098765 43210", "IN", "+919876543210"),
    ("8-916-123-45-67 доб 5", "RU", "+79161234567 5"),
    ("(+32) 470 11 12 22", "", MOBILE),
    ("0470111222, ext 5", "BE", f"{MOBILE} 5"),
    ("+17345465", "", NONE),
    ("555-0123", "US", NONE),
    ("4.7011122E8", "BE", NONE),
    ("470111222.0", "BE", NONE),
    ("++32470111222", "", NONE),
    ("tel:+32470111222,12", "", NONE),
    ("+32 470 11 12 22", "", MOBILE),
    ("+32.470.11.12.22", "", MOBILE),
    ("+32 (0)470 11 12 22", "", MOBILE),
    ("0032 470 11 12 22", "", MOBILE),
    ("0032 470 11 12 22", "NL", MOBILE),
    ("0470/11.12.22", "BE", MOBILE),
    ("tel:+32470111222", "", MOBILE),
    ("Tel. 02 555 01 01", "BE", DESK),
    ("M: +32 470 11 12 22", "", MOBILE),
    ("\u202a+32 470 11 12 22\u202c", "", MOBILE),
    ("\u200b0470111222", "BE", MOBILE),
    ("０４７０１１１２２２", "BE", MOBILE),
    ("٠٤٧٠١١١٢٢٢", "BE", MOBILE),
    ("041 44 500 00 01", "CH", SWISS),
    ("41445000001", "CH", SWISS),
    ("445000001", "CH", SWISS),
    ("044 500 00 01", "CH", SWISS),
    ("041 44 500 00 01", "BE", NONE),
    ("41445000001", "BE", NONE),
    ("445000001", "BE", NONE),
    ("905-555-1234", "US", "+19055551234"),
    ("905-555-1234", "", NONE),
    ("8 (495) 123-45-67", "RU", "+74951234567"),
    ("+32470111222 ext. 12", "", f"{MOBILE} 12"),
    ("+32470111222x12", "", f"{MOBILE} 12"),
    ("+32 2 555 01 01 #12", "", f"{DESK} 12"),
    ("+32 2 555 01 01, int. 12", "", f"{DESK} 12"),
    ("8 (495) 123-45-67 доб. 12", "RU", "+74951234567 12"),
    ("tel:+3225550101;ext=12", "", f"{DESK} 12"),
    ("02/555.01.01 / 0470/11.12.22", "BE", f"{DESK}, {MOBILE}"),
    ("+3225550101/+32470111222", "", f"{DESK}, {MOBILE}"),
    ("+32 2 555 01 01 +32 470 11 12 22", "", f"{DESK}, {MOBILE}"),
    ("025550101; 0470111222", "BE", f"{DESK}, {MOBILE}"),
    ("02 555 01 01 ::: 0470 11 12 22", "BE", f"{DESK}, {MOBILE}"),
    ("025550101, 0470111222", "BE", f"{DESK}, {MOBILE}"),
    ("025550101\n0470111222", "BE", f"{DESK}, {MOBILE}"),
    ("044 500 00 01/02", "CH", NONE),
    ("1-800-FLOWERS", "US", NONE),
    ("call 0470111222", "BE", NONE),
    ("0470111222", "", NONE),
    ("0470111222", "XX", NONE),
    ("+0123456789", "", NONE),
    ("12", "BE", NONE),
    ("keine", "BE", NONE),
    ("", "BE", NONE),
    ("1" * 300, "BE", NONE),
]


def in_words(text: str, country: str) -> str:
    def reader(given, context):
        read = read_phones(given, context)
        rows = [" ".join(filter(None, (row.number, row.extension))) for row in read.value]
        return type(read)(", ".join(rows), read.assumed)

    return outcome(reader, text, country=country)


@pytest.mark.parametrize(("text", "country", "value"), NUMBERS)
def test_a_number_is_read_whole_or_not_at_all(text: str, country: str, value: str) -> None:
    assert in_words(text, country) == value


@pytest.mark.parametrize(
    ("text", "codes"), [("+32470111222", []), ("0032470111222", []), ("0470111222", ["country"])]
)
def test_an_assumed_country_is_told(text: str, codes: list[str]) -> None:
    assert assumed(read_phones, text, country="BE") == codes


def test_where_one_is_asked_for_two_are_refused() -> None:
    assert outcome(read_phone, "+3225550101; +32470111222") == NONE
