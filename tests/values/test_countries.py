"""Countries and languages, by codes and by names in many languages."""

import pytest
from babel import Locale

from leadwright.foundation.money import countries
from leadwright.values.countries import LANGUAGES, read_country
from leadwright.values.languages import read_language
from tests.values.reading import NONE, assumed, outcome

NAMES = {
    "US": ["US", "USA", "U.S.A.", "United States of America", "America", "VS", "États-Unis", "США"],
    "GB": [
        "GB",
        "GBR",
        "UK",
        "U.K.",
        "Great Britain",
        "England",
        "Scotland",
        "Groot-Brittannië",
        "Великобритания",
    ],
    "NL": [
        "NL",
        "NLD",
        "Nederland (NL)",
        "The Netherlands",
        "Holland",
        "Nederland",
        "Pays-Bas",
        "Нидерланды",
    ],
    "CZ": ["Czech Republic", "Czechia", "Tsjechië", "République tchèque", "Česko"],
    "TR": ["Turkey", "Türkiye", "Turkije", "Turquie", "Турция"],
    "AE": ["UAE", "United Arab Emirates", "Verenigde Arabische Emiraten"],
    "RU": ["Russia", "Russian Federation", "Россия", "Rusland", "РФ"],
    "KR": ["South Korea", "Korea, Republic of", "Republic of Korea", "대한민국"],
    "BA": ["Bosnia and Herzegovina", "Bosnia & Herzegovina", "Bosnia", "Bosnië en Herzegovina"],
    "HK": ["Hong Kong", "Hong Kong SAR", "HKG"],
    "DE": ["DEU", "Deutschland", "Duitsland", "Allemagne", "Германия", " germany "],
    "BE": ["be", "BELGIUM", "België", "Belgique", "Belgien", "Бельгия", "\u200bBelgium"],
    "PL": ["Polska", "Poland", "POL"],
    "DK": ["Danmark", "Denmark"],
    "CI": ["Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast", "Ivoorkust"],
    "GR": ["EL", "Hellas", "Ελλάδα", "Griekenland"],
    "MK": ["Macedonia", "North Macedonia", "FYROM"],
    "SZ": ["Swaziland", "Eswatini"],
    "IR": ["Iran, Islamic Republic of", "Iran"],
    "MD": ["Moldova (Republic of)", "Moldova"],
    "CN": ["China", "中国", "PRC"],
    "CD": ["DR Congo", "Zaire"],
    "KP": ["North Korea", "Korea (North)", "Korea, North"],
}
IN_FULL = [
    ("NA", "NA"),
    ("Congo, Dem. Rep.", "CD"),
    ("Congo, Rep.", "CG"),
    ("Congo (Kinshasa)", "CD"),
    ("Korea, Rep.", "KR"),
    ("S. Korea", "KR"),
    ("N. Korea", "KP"),
    ("Macedonia, FYR", "MK"),
    ("Venezuela, RB", "VE"),
    ("Egypt, Arab Rep.", "EG"),
    ("Iran, Islamic Rep.", "IR"),
    ("Yemen, Rep.", "YE"),
    ("Kyrgyz Republic", "KG"),
    ("Czech Rep.", "CZ"),
    ("Dominican Rep.", "DO"),
    ("Kingdom of Belgium", "BE"),
    ("Federative Republic of Brazil", "BR"),
    ("State of Israel", "IL"),
    ("French Republic", "FR"),
    ("Republic of China", "TW"),
    ("Taiwan, Province of China", "TW"),
    ("Hong Kong, China", "HK"),
    ("Belgique/België", "BE"),
    ("Schweiz / Suisse", "CH"),
    ("BE - Belgium", "BE"),
    ("G.B.", "GB"),
    ("Gambia, The", "GM"),
    ("La Réunion", "RE"),
    ("Niger", "NE"),
    ("Guinea-Bissau", "GW"),
    ("Belgium/France", NONE),
    ("Republic of Moon", NONE),
    ("Virgin Islands", NONE),
    ("Yugoslavia", NONE),
    ("US-CA", NONE),
    ("+32", NONE),
]
NOWHERE = [
    "EU",
    "European Union",
    "UN",
    "unknown",
    "n/a",
    "-",
    "",
    "world",
    "ZZ",
    "XX",
    "YUG",
    "SUN",
    "276",
    "Congo",
    "Nederland (BE)",
]
TONGUES = [
    ("nl", "nl"),
    ("NL", "nl"),
    ("nl-BE", "nl-BE"),
    ("nl_BE", "nl-BE"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("Dutch", "nl"),
    ("Nederlands", "nl"),
    ("néerlandais", "nl"),
    ("нидерландский", "nl"),
    ("Niederländisch", "nl"),
    ("Vlaams", "nl"),
    ("Français", "fr"),
    ("french", "fr"),
    ("fr-be", "fr-BE"),
    ("русский", "ru"),
    ("English", "en"),
    ("en-US", "en-US"),
    ("pt-br", "pt-BR"),
    ("italiano", "it"),
    ("日本語", "ja"),
    ("Deutsch", "de"),
    ("klingon", NONE),
    ("xx", NONE),
    ("n/a", NONE),
    ("unknown", NONE),
    ("", NONE),
]


@pytest.mark.parametrize(("text", "code"), [(text, code) for code, names in NAMES.items() for text in names])
def test_a_country_is_known_by_code_and_by_name(text: str, code: str) -> None:
    assert outcome(read_country, text) == code


@pytest.mark.parametrize(("text", "code"), IN_FULL)
def test_a_country_is_known_by_what_registers_and_lists_of_banks_call_it(text: str, code: str) -> None:
    assert outcome(read_country, text) == code


@pytest.mark.parametrize("text", NOWHERE)
def test_what_is_no_single_country_is_none(text: str) -> None:
    assert outcome(read_country, text) == NONE


def test_a_name_that_two_have_is_the_usual_country_and_says_so() -> None:
    assert (outcome(read_country, "Korea"), assumed(read_country, "Korea")) == ("KR", ["name"])
    assert assumed(read_country, "South Korea") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_country_is_known_by_its_name_in_each_language(language: str) -> None:
    names = Locale.parse(language).territories
    wrong = {
        code: name
        for code in countries()
        if (name := names.get(code)) and outcome(read_country, name) != code
    }
    assert wrong == {}


@pytest.mark.parametrize(("text", "tag"), TONGUES)
def test_a_language_is_known_by_tag_and_by_name(text: str, tag: str) -> None:
    assert outcome(read_language, text) == tag
