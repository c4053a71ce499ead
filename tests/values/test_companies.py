"""Numbers of companies, in one form whatever the marks between their digits."""

import pytest

from leadwright.values.companies import read_company_number
from tests.values.reading import NONE, assumed, outcome

NUMBERS = [
    ("BE403019261", "", "BE0403019261"),
    ("403.019.261", "BE", "BE0403019261"),
    ("GB980780684", "BE", "GB980780684"),
    ("CHE-107.787.577 MWST", "BE", "CHE107787577"),
    ("CHE-107.787.577 IVA", "CH", "CHE107787577"),
    ("NO 995 525 828 MVA", "NL", "NO995525828"),
    ("VAT No. GB980780684", "BE", "GB980780684"),
    ("Nº IVA ESB58378431", "", "ESB58378431"),
    ("ATU 13585627", "", "ATU13585627"),
    ("BG 175 074 752", "", "BG175074752"),
    ("CY-10259033P", "", "CY10259033P"),
    ("CZ 25123891", "", "CZ25123891"),
    ("DK 13585628", "", "DK13585628"),
    ("EE 100 931 558", "", "EE100931558"),
    ("FI-2077474-0", "", "FI20774740"),
    ("HU-12892312", "", "HU12892312"),
    ("IE 6433435F", "", "IE6433435F"),
    ("IT 00743110157", "", "IT00743110157"),
    ("LU 150 274 42", "", "LU15027442"),
    ("LV 4000 3521 600", "", "LV40003521600"),
    ("MT 1167-9112", "", "MT11679112"),
    ("PL 856-734-62-15", "PL", "PL8567346215"),
    ("PT 501 964 843", "", "PT501964843"),
    ("SE 123456789701", "", "SE123456789701"),
    ("SI 5022 3054", "", "SI50223054"),
    ("SK 202 274 96 19", "", "SK2022749619"),
    ("FRK7399859412", "FR", "FRK7399859412"),
    ("XI 980780684", "", "XI980780684"),
    ("ESX-5910266-W", "", "ESX5910266W"),
    ("IT00743110158", "", NONE),
    ("QQ123456", "BE", NONE),
    ("EU372022452", "BE", NONE),
    ("12345", "BE", NONE),
    ("DE 136,695 976", "", "DE136695976"),
    ("DE136695976", "DE", "DE136695976"),
    ("de-136.695.976", "", "DE136695976"),
    ("136695976", "DE", "DE136695976"),
    ("USt-IdNr.: DE136695976", "", "DE136695976"),
    ("BE 0403.019.261", "", "BE0403019261"),
    ("0403.019.261", "BE", "BE0403019261"),
    ("BE BE0403019261", "BE", "BE0403019261"),
    ("BTW BE 0403.019.261", "BE", "BE0403019261"),
    ("TVA BE 0403 019 261", "", "BE0403019261"),
    ("BE0403019261", "NL", "BE0403019261"),
    ("ＢＥ０４０３０１９２６１", "", "BE0403019261"),
    ("GR 094259216", "", "EL094259216"),
    ("EL094259216", "GR", "EL094259216"),
    ("094259216", "GR", "EL094259216"),
    ("B58378431", "ES", "ESB58378431"),
    ("ESB58378431", "", "ESB58378431"),
    ("U13585627", "AT", "ATU13585627"),
    ("NL004495445B01", "", "NL004495445B01"),
    ("40303265045", "FR", "FR40303265045"),
    ("GB 980 7806 84", "GB", "GB980780684"),
    ("CHE-123.456.788", "CH", "CHE123456788"),
    ("12-3456789", "US", "123456789"),
    ("BE0403019262", "", NONE),
    ("0403.019.262", "BE", NONE),
    ("DE 136695977", "", NONE),
    ("n/a", "BE", NONE),
    ("none", "", NONE),
    ("exempt 5 %", "", NONE),
    ("", "BE", NONE),
    ("1" * 60, "US", NONE),
]


@pytest.mark.parametrize(("text", "country", "value"), NUMBERS)
def test_a_number_is_compact_with_one_prefix(text: str, country: str, value: str) -> None:
    assert outcome(read_company_number, text, country=country) == value


def test_a_prefix_that_was_assumed_is_told() -> None:
    assert assumed(read_company_number, "0403.019.261", country="BE") == ["place"]
    assert assumed(read_company_number, "BE 0403.019.261", country="BE") == []
