"""Media and templates in the configuration file: handed out, weighed, brought in, and handed out again the same."""

import re

import pytest

from leadwright.communication.actions import change_template
from leadwright.communication.models import Communication, Medium, Template
from leadwright.history.models import Entry
from leadwright.leads.configuration.file import brought_in, checked, handed_out, lines_of
from leadwright.leads.configuration.yaml_source import Unreadable
from tests.communication.saying import make_template, say
from tests.makers import NOON, House, make_user
from tests.test_house_rules import ROOT

FULL = """
media:
  email: {label: {en: E-mail, nl: E-mail}, target: email, consent_channel: email}
  sms: {label: SMS, target: phone, limit: 160, consent_channel: sms, order: 1}
  fax: {label: {en: Fax, nl: Fax}, limit: 2000, order: 7, retired: true}
templates:
  thanks:
    label: {en: Thank you, nl: Bedankt}
    medium: email
    units: [Partner P / GP / U1]
    effective_from: 2026-01-01
    effective_until: '2026-12-31'
    order: 3
    texts:
      en:
        subject: 'About #lead_number'
        body: |-
          Dear #contact_name,

          Thank you – “ten” printers: yes.
      nl: {body: 'Beste #contact_name'}
  news:
    label: News
    medium: email
    marketing: true
    sender: dealer
    purpose: newsletter
    texts: {en: {subject: News, body: 'Come: see'}}
  welcome: {label: Welcome, medium: email, sent_for_types: [partner-lead], texts: {en: {subject: Hi, body: Hello}}}
  gone: {label: Gone, medium: fax, texts: {en: {body: Old}}, retired: true}
"""


def with_messages(text: str) -> str:
    """Return the configuration in force with other media and templates."""
    return f"{handed_out().partition('media:')[0]}{text.strip()}\n"


def bring(text: str) -> list[str]:
    return list(lines_of(brought_in(with_messages(text), at=NOON, dry_run=False)))


def test_what_is_handed_out_is_the_same_elsewhere(house: House) -> None:
    bring(FULL)
    first = handed_out()
    Template.objects.all().delete()
    Medium.objects.exclude(code="email").delete()
    brought_in(first, at=NOON, dry_run=False)
    assert handed_out() == first
    lines = first.splitlines()
    place = next(number for number, line in enumerate(lines) if line.endswith("Dear #contact_name,"))
    assert [line.strip() for line in lines[place : place + 3]][1:] == ["", "Thank you – “ten” printers: yes."]
    assert Template.objects.get(code="thanks").unit_ids == [house.u1.pk]


def test_bringing_in_what_is_there_changes_nothing(house: House, lead) -> None:
    bring(FULL)
    Template.objects.filter(code="news").update(texts={"en": {"subject": "", "body": "#field_gone"}})
    number = Entry.objects.count()
    assert brought_in(handed_out(), at=NOON, dry_run=False) == []
    assert (Entry.objects.count(), checked(handed_out())) == (number, [])


def test_a_dry_run_tells_what_would_change_and_stores_nothing(house: House) -> None:
    text = with_messages("media: {email: {label: Mail, target: email}, fax: {label: Fax, limit: 9}}")
    rows = list(lines_of(brought_in(text, at=NOON, dry_run=True)))
    assert "~ media.email.label: en E-mail, nl E-mail -> en Mail" in rows
    assert "+ media.fax.limit: 9" in rows
    assert "~ media.letter.retired: False -> True" in rows
    assert not Medium.objects.filter(code="fax").exists()


def test_each_change_is_recorded_as_from_the_page(house: House) -> None:
    bring("templates: {a: {label: A, medium: email, texts: {en: {subject: A, body: a}}}}")
    bring("templates: {a: {label: B, medium: email, texts: {en: {subject: A, body: a}}}}")
    bring("templates: {}")
    bring("templates: {a: {label: B, medium: email, texts: {en: {subject: A, body: a}}}}")
    facts = Entry.objects.filter(fact__startswith="template.").order_by("pk").values_list("fact", flat=True)
    assert list(facts) == ["template.made", "template.changed", "template.retired", "template.changed"]
    row = Template.objects.get()
    assert (row.is_retired, row.version) == (False, 4)


def test_what_a_file_leaves_out_and_what_companies_have_stays(house: House) -> None:
    own = make_template(house.adm)
    bring(FULL)
    brought_in(handed_out().partition("media:")[0], at=NOON, dry_run=False)
    bring("templates: {}")
    assert not Medium.objects.filter(is_retired=True).exclude(
        code__in=["fax", "phone", "letter", "face-to-face"]
    )
    own.refresh_from_db()
    assert (own.is_retired, "#contact_name" in handed_out()) == (False, True)


def test_a_template_names_what_the_same_file_brings(house: House) -> None:
    text = FULL.replace("purpose: newsletter", "purpose: fairs").replace("Come: see", "Come: #field_area")
    text = with_messages(text.replace("medium: fax", "medium: radio"))
    text = text.replace("consent_purposes:\n", "consent_purposes:\n  fairs: Fairs\n", 1)
    text = text.replace("fields:\n  lead: {}", "fields:\n  lead: {area: {kind: integer, label: Area}}", 1)
    text = text.replace("  fax:", "  radio:", 1)
    assert checked(text) == []
    brought_in(text, at=NOON, dry_run=False)
    news = Template.objects.get(code="news")
    assert (news.purpose.code, Template.objects.get(code="gone").medium.code) == ("fairs", "radio")


def test_what_was_brought_in_is_written_with(house: House, lead) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    bring(FULL)
    template = Template.objects.get(code="thanks")
    say(lead, house.ann, "", template=template.pk, subject="")
    assert Communication.objects.get().text.startswith("Dear Eva Janssens,\n\nThank you")
    assert change_template(template.pk, {"label": "Thanks"}, by=vera, at=NOON, version=1).version == 2


def template(more: str = "", *, body: str = "a", medium: str = "email", language: str = "en") -> str:
    """Return a section with one template."""
    texts = f"texts: {{{language}: {{subject: A, body: {body}}}}}"
    return f"templates: {{a: {{label: A, medium: {medium}, {texts}{more}}}}}"


def medium(rest: str, code: str = "fax") -> str:
    """Return a section with the medium of the shipped mails and another one."""
    return f"media: {{email: {{label: Mail, target: email}}, {code}: {{{rest}}}}}"


MARKETING = ", marketing: true"
BROKEN = {
    "no label": (medium("limit: 9"), "MEDIUM_INVALID", "media.fax.label"),
    "code": (medium("label: F", "Fax!"), "MEDIUM_INVALID", "media.Fax!.code"),
    "target": (medium("label: F, target: moon"), "MEDIUM_INVALID", "media.fax.target"),
    "limit": (medium("label: F, limit: 0"), "MEDIUM_INVALID", "media.fax.limit"),
    "channel": (medium("label: F, consent_channel: x"), "MEDIUM_INVALID", "media.fax.consent_channel"),
    "strange": (medium("label: F, colour: red"), "FILE_INVALID", "media.fax.colour"),
    "no number": (medium("label: F, limit: many"), "FILE_INVALID", "media.fax.limit"),
    "medium": (template(medium="moon"), "TEMPLATE_INVALID", "templates.a.medium"),
    "no medium": (template(medium="''"), "TEMPLATE_INVALID", "templates.a.medium"),
    "tag": (template(body="'#nobody'"), "TEMPLATE_INVALID", "templates.a.texts.en.body"),
    "language": (template(language="tlh"), "TEMPLATE_INVALID", "templates.a.texts"),
    "text": (
        "templates: {a: {label: A, medium: email, texts: {en: Hi}}}",
        "FILE_INVALID",
        "templates.a.texts.en",
    ),
    "part": (template(body="a, tail: b"), "FILE_INVALID", "templates.a.texts.en.tail"),
    "spaces": (template().replace("{a:", "{' a':"), "TEMPLATE_INVALID", "templates. a.code"),
    "unit": (template(", units: [Moon]"), "UNIT_UNKNOWN", "templates.a.units.0"),
    "day": (template(", effective_from: soon"), "TEMPLATE_INVALID", "templates.a.effective_from"),
    "no sender": (
        template(MARKETING + ", purpose: newsletter"),
        "TEMPLATE_INVALID",
        "templates.a.sender",
    ),
    "purpose": (
        template(MARKETING + ", sender: dealer, purpose: x"),
        "TEMPLATE_INVALID",
        "templates.a.purpose",
    ),
    "type": (template(", sent_for_types: [moon]"), "TEMPLATE_INVALID", "templates.a.sent_for_types"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_with_its_place_and_nothing_is_stored(house: House, name: str) -> None:
    given, code, place = BROKEN[name]
    text, before = with_messages(given), handed_out()
    faults = checked(text)
    assert [(fault.code, fault.path) for _line, fault in faults] == [(code, place)]
    assert all("{" not in fault.sentence for _line, fault in faults)
    with pytest.raises(Unreadable):
        brought_in(text, at=NOON, dry_run=False)
    assert handed_out() == before


def test_each_fault_of_media_and_templates_is_named_by_one_of_these() -> None:
    assert {"MEDIUM_INVALID", "TEMPLATE_INVALID"} <= {code for _text, code, _place in BROKEN.values()}


def test_the_example_of_the_page_can_be_brought_in(house: House) -> None:
    page = (ROOT / "docs" / "how-to" / "configure.md").read_text()
    (example,) = re.findall(r"```yaml\n(media:.*?)```", page, re.DOTALL)
    assert checked(with_messages(example)) == []
    bring(example)
    assert Template.objects.get().text_in("en")[1].endswith("Thank you for the talk.")
