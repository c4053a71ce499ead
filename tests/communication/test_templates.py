"""Templates and media: an organisation's own, checked when they are saved, offered where and while they hold."""

from datetime import date, timedelta

import pytest

from leadwright.communication import actions
from leadwright.communication.models import Communication, Medium, Template
from leadwright.communication.offering import offered_media, offered_templates
from leadwright.history.models import Entry
from leadwright.people.models import User
from tests.communication.saying import make_template, say
from tests.makers import NOON, House, change_rights, make_user, moment, refused


def offered(user: User, at=NOON) -> list[str]:
    return [row.code for row in offered_templates(user, at=at)]


def test_a_template_gives_the_medium_and_the_texts_that_are_left_out(house: House, lead) -> None:
    template = make_template(house.adm, "Dear #contact_name")
    data = {"template": template.pk}
    row = actions.communicate(lead.pk, data, by=house.ann, at=NOON)
    assert (row.subject, row.text) == (f"About {lead.pk}", "Dear Eva Janssens")
    assert (row.medium.code, row.template) == ("email", template)
    assert say(lead, house.ann, "Other words", template=template.pk).text == "Other words"


def test_a_template_speaks_the_language_of_the_contact_or_the_one_that_is_named(house: House, lead) -> None:
    texts = {"en": {"subject": "Hi", "body": "Good day"}, "nl": {"subject": "Dag", "body": "Goeiedag"}}
    template = make_template(house.adm, texts=texts)
    usual = {"template": template.pk}
    rows = [
        actions.communicate(lead.pk, usual | more, by=house.ann, at=NOON) for more in ({}, {"language": "nl"})
    ]
    assert [row.text for row in rows] == ["Good day", "Goeiedag"]


def test_a_template_is_for_the_own_company_or_for_all(house: House) -> None:
    vera = make_user("vera", unit=house.dina.unit, profile="administrator")
    make_template(house.adm, code="ours")
    make_template(vera, code="for-all", own=False)
    assert (offered(house.ann), offered(house.cas)) == (["ours", "for-all"], ["for-all"])


def test_a_template_is_offered_in_its_units_and_while_it_holds(house: House) -> None:
    make_template(house.adm, code="u1", units=[house.u1.pk])
    make_template(house.adm, code="march", effective_from="2026-03-02", effective_until="2026-03-31")
    assert (offered(house.ann), offered(house.bob)) == (["u1", "march"], ["march"])
    assert offered(house.bob, moment("2026-03-01 23:59")) == []
    assert offered(house.bob, moment("2026-03-31 23:59")) == ["march"]
    assert offered(house.bob, moment("2026-04-01 00:00")) == []


def test_what_is_not_offered_cannot_be_written_with(house: House, lead) -> None:
    template = make_template(house.adm, units=[house.u2.pk])
    with refused("FIELD_INVALID", "template"):
        say(lead, house.ann, template=template.pk)
    actions.change_template(template.pk, {"units": []}, by=house.adm, at=NOON)
    assert say(lead, house.ann, template=template.pk)
    actions.retire_template(template.pk, by=house.adm, at=NOON)
    with refused("FIELD_INVALID", "template"):
        say(lead, house.ann, template=template.pk)
    assert Communication.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({"texts": {"en": {"body": "Hi #contact_nme"}}}, "TAG_UNKNOWN", "texts.en.body"),
        ({"texts": {"en": {"subject": "#x", "body": "Hi"}}}, "TAG_UNKNOWN", "texts.en.subject"),
        ({"texts": {"en": {"subject": "a\nb", "body": "Hi"}}}, "FIELD_INVALID", "texts.en.subject"),
        ({"texts": {"en": {"subject": "Hi"}}}, "FIELD_REQUIRED", "texts.en.body"),
        ({"texts": {}}, "FIELD_REQUIRED", "texts"),
        ({"texts": {"xx": {"body": "Hi"}}}, "FIELD_INVALID", "texts"),
        ({"texts": {"en": "Hi"}}, "FIELD_INVALID", "texts.en"),
        ({"texts": "Hi"}, "FIELD_INVALID", "texts"),
        ({"code": ""}, "FIELD_REQUIRED", "code"),
        ({"label": ""}, "FIELD_REQUIRED", "label"),
        ({"medium": "fax"}, "FIELD_INVALID", "medium"),
        ({"medium": None}, "FIELD_REQUIRED", "medium"),
        ({"units": [999_999]}, "FIELD_INVALID", "units"),
        ({"units": "all"}, "FIELD_INVALID", "units"),
        ({"effective_from": "tomorrow"}, "FIELD_INVALID", "effective_from"),
        (
            {"effective_from": "2026-03-02", "effective_until": "2026-03-01"},
            "FIELD_INVALID",
            "effective_until",
        ),
        ({"marketing": True}, "FIELD_REQUIRED", "purpose"),
        ({"marketing": "yes"}, "FIELD_INVALID", "marketing"),
        ({"order": -1}, "FIELD_INVALID", "order"),
        ({"colour": "red"}, "FIELD_UNKNOWN", "colour"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused_at_its_field(
    house: House, data: dict, code: str, field: str
) -> None:
    with refused(code, field):
        make_template(house.adm, **data)
    assert not Template.objects.exists()


def test_units_of_another_company_are_none(house: House) -> None:
    with refused("FIELD_INVALID", "units"):
        make_template(house.adm, units=[house.cas.unit_id])


def test_who_may_make_templates_is_decided_by_rights(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        make_template(house.ann)
    with refused("PERMISSION_DENIED"):
        make_template(house.adm, own=False)
    template = make_template(house.adm)
    for by, code in ((house.ann, "PERMISSION_DENIED"), (house.cas, "NOT_FOUND")):
        with refused(code):
            actions.change_template(template.pk, {"label": "x"}, by=by, at=NOON)
        with refused(code):
            actions.retire_template(template.pk, by=by, at=NOON)


def test_a_change_is_recorded_and_a_stale_one_refused(house: House) -> None:
    template = make_template(house.adm)
    changed = actions.change_template(template.pk, {"label": "Welcome"}, by=house.adm, at=NOON, version=1)
    assert (changed.version, changed.label) == (2, "Welcome")
    with refused("VERSION_STALE"):
        actions.change_template(template.pk, {"label": "x"}, by=house.adm, at=NOON, version=1)
    entry = Entry.objects.get(fact="template.changed")
    assert entry.details["changes"] == {"label": [{"en": "Hello"}, {"en": "Welcome"}]}
    actions.change_template(template.pk, {"label": "Welcome"}, by=house.adm, at=NOON)
    assert Entry.objects.filter(fact="template.changed").count() == 1


def test_a_code_is_used_once_in_a_company(house: House) -> None:
    make_template(house.adm)
    with refused("NAME_TAKEN", "code"):
        make_template(house.adm)
    assert make_template(make_user(unit=house.cas.unit, profile="company-admin")).pk


def test_a_day_is_that_of_the_company(house: House) -> None:
    make_template(house.adm, effective_from=date(2026, 3, 3).isoformat())
    midnight = moment("2026-03-03 00:00")
    assert offered(house.ann, midnight - timedelta(seconds=1)) == []
    assert offered(house.ann, midnight) == ["hello"]


def test_media_are_a_list_of_the_organisation(house: House, lead) -> None:
    change_rights(house.dina, configuration_edit="all")
    made = {"code": "chat", "label": {"en": "Chat", "nl": "Chat"}, "target": "phone", "limit": 5}
    actions.add_medium(made, by=house.dina, at=NOON)
    assert "chat" in [row.code for row in offered_media()]
    with refused("FIELD_INVALID", "body"):
        say(lead, house.ann, "too long", medium="chat")
    actions.change_medium("chat", {"limit": 500, "retired": False}, by=house.dina, at=NOON)
    assert say(lead, house.ann, "too long", medium="chat").medium.code == "chat"
    actions.change_medium("chat", {"retired": True}, by=house.dina, at=NOON)
    with refused("FIELD_INVALID", "medium"):
        say(lead, house.ann, "x", medium="chat")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"code": "Big Chat"}, "code"),
        ({"code": None}, "code"),
        ({"target": "moon"}, "target"),
        ({"limit": 0}, "limit"),
        ({"limit": True}, "limit"),
        ({"consent_channel": "fax"}, "consent_channel"),
    ],
)
def test_a_medium_that_makes_no_sense_is_refused_at_its_field(house: House, data: dict, field: str) -> None:
    change_rights(house.dina, configuration_edit="all")
    before = Medium.objects.count()
    with refused("FIELD_INVALID", field):
        actions.add_medium({"code": "chat", "label": "Chat"} | data, by=house.dina, at=NOON)
    assert Medium.objects.count() == before


def test_only_a_configurator_keeps_the_list_of_media(house: House) -> None:
    with refused("PERMISSION_DENIED"):
        actions.add_medium({"code": "chat", "label": "Chat"}, by=house.adm, at=NOON)
    with refused("PERMISSION_DENIED"):
        actions.change_medium("sms", {"limit": 1}, by=house.adm, at=NOON)
