"""Tags: a closed list, read once, and nothing that looks like code is ever more than text."""

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.communication.models import Communication
from leadwright.communication.tag_table import TAGS, TagValues, known_tags, spoken_to
from leadwright.communication.tags import filled, tags_in, unknown_in
from leadwright.leads import actions
from tests.communication.saying import say
from tests.fields.test_lists import make
from tests.makers import NOON, House, change_rights, fresh, make_contact, make_lead, refused
from tests.test_house_rules import ROOT

CODE = [
    "{{ lead.owner.password }}",
    "{% debug %}{% load x %}",
    "{% include 'mail/base.html' %}",
    '{% for a in "x"|ljust:"999999999" %}{% endfor %}',
    "{x.__init__} {0.__class__}",
    "%(name)s %s ${HOME} `id`",
    "<script>alert(1)</script>",
    "1 #1 ## #Upper # alone",
]
SIGNS = st.text(alphabet="#ab_1A.{} \n", max_size=30)


def text_of(row: Communication) -> str:
    return Communication.objects.get(pk=row.pk).text


def test_tags_are_filled_whatever_the_capitals_of_an_address(house: House) -> None:
    lead = make_lead(house.ann, contact=make_contact(house.ann, name="Eva", email="Eva@Customer.EXAMPLE"))
    assert text_of(say(lead, house.ann, "Dear #contact_name, ref #lead_number")) == f"Dear Eva, ref {lead.pk}"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dear #contact_name, ref #lead_number.", ["contact_name", "lead_number"]),
        ("#a#b #a", ["a", "b"]),
        ("## ##a ###a", ["a"]),
        ("#1 #_a #A #é #", []),
        ("#lead.__class__", ["lead"]),
        ("#lead_number's", ["lead_number"]),
    ],
)
def test_a_tag_is_a_sign_with_small_letters_digits_and_underscores(text: str, names: list[str]) -> None:
    assert tags_in(text) == names


@given(SIGNS)
def test_a_text_without_tags_changes_in_its_double_signs_alone(text: str) -> None:
    if not tags_in(text):
        assert filled(text, lambda name: "!") == text.replace("##", "#")


@given(SIGNS, SIGNS)
def test_what_comes_in_the_place_of_a_tag_is_not_looked_through_again(text: str, value: str) -> None:
    parts = re.split(r"##|#(?:[a-z][a-z0-9_]*)", text)
    signs = re.findall(r"##|#[a-z][a-z0-9_]*", text)
    wanted = "".join(
        part + ("" if sign is None else "#" if sign == "##" else value)
        for part, sign in zip(parts, [*signs, None], strict=True)
    )
    assert filled(text, lambda name: value) == wanted


@given(SIGNS)
def test_every_tag_that_is_not_known_is_named(text: str) -> None:
    assert unknown_in([text], {"a"}) == [name for name in tags_in(text) if name != "a"]


def test_each_tag_says_something_about_a_full_lead(house: House, eva) -> None:
    lead = make_lead(
        house.ann,
        contact=eva,
        source="showroom",
        target_amount={"amount": "1250.50"},
        success_rate=40,
    )
    values = TagValues(fresh(lead), house.ann)
    with spoken_to(lead, "en"):
        said = {name: values.value(name) for name in TAGS}
    empty = {name for name, text in said.items() if not text}
    assert empty <= {"lead_category", "lead_products", "owner_phone", "company_name"}
    assert (said["lead_number"], said["contact_name"]) == (str(lead.pk), "Eva Janssens")
    assert (said["lead_amount"], said["lead_probability"]) == ("€1,250.50", "40%")
    assert (said["owner_name"], said["owner_mail"]) == ("Ann", house.ann.email)


def test_days_and_amounts_are_written_as_the_reader_reads_them(house: House, lead) -> None:
    actions.edit(
        lead.pk, {"target_amount": {"amount": "1250.50"}}, by=house.ann, at=NOON, version=lead.version
    )
    row = say(lead, house.ann, "#lead_amount #lead_status", language="nl")
    assert text_of(row).replace("\xa0", " ") == "€ 1.250,50 Nieuw"


@pytest.mark.parametrize("code", CODE)
def test_what_looks_like_code_is_text(house: House, lead, code: str) -> None:
    actions.edit(lead.pk, {"description": code}, by=house.ann, at=NOON, version=lead.version)
    begun = perf_counter()
    row = say(lead, house.ann, f"{code} | #lead_description")
    assert perf_counter() - begun < 1
    typed, _bar, value = text_of(row).partition(" | ")
    assert (typed, value) == (code.replace("##", "#"), code)


def test_a_name_that_holds_tags_is_not_read_as_one(house: House) -> None:
    name = "#contact_email {{7*7}} #lead_number"
    lead = make_lead(house.ann, contact=make_contact(house.ann, name=name))
    assert text_of(say(lead, house.ann, "Hi #contact_name")) == f"Hi {name}"


@pytest.mark.parametrize("place", ["subject", "body"])
def test_a_tag_that_does_not_exist_is_refused_by_its_name(house: House, lead, place: str) -> None:
    with refused("TAG_UNKNOWN", place):
        say(lead, house.ann, **{"body": "x", place: "Hi #lead_nmber and #lead.__class__"})
    assert not Communication.objects.exists()


def test_the_refusal_says_which_tags_there_are_not(house: House, lead, talk) -> None:
    body = {"medium": "email", "subject": "x", "body": "#lead_nmber #lead"}
    answer = talk(house.ann).post(f"/leads/{lead.pk}/communicate", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "TAG_UNKNOWN")
    assert "#lead_nmber, #lead" in answer.json()["errors"][0]["detail"]


def test_what_a_writer_may_not_know_cannot_be_written(house: House, lead) -> None:
    change_rights(house.ann, lead_see_deal="none")
    with refused("TAG_HIDDEN", "body"):
        say(lead, house.ann, "#lead_amount")


def test_own_fields_are_tags_as_far_as_the_writer_knows_them(house: House, lead, talk) -> None:
    change_rights(house.dina, configuration_edit="all")
    make(talk, house.dina, "delivery", "text")
    make(talk, house.dina, "margin", "text", sees="sender")
    actions.edit(lead.pk, {"fields": {"delivery": "by ship"}}, by=house.ann, at=NOON, version=lead.version)
    assert text_of(say(lead, house.ann, "Sent #field_delivery")) == "Sent by ship"
    handed = house.accepted()
    assert "field_margin" not in known_tags(house.ann, lead=handed)
    with refused("TAG_UNKNOWN", "body"):
        say(handed, house.ann, "#field_margin")


def test_the_reference_names_each_tag() -> None:
    page = (ROOT / "docs" / "reference" / "tags.md").read_text()
    assert re.findall(r"^\| `#(\w+)` \|", page, re.MULTILINE) == [*TAGS, "field_"]
