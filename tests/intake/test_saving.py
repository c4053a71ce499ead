"""Saved mappings: kept for oneself or shared, recognised before the shipped ones, named on the command line."""

from typing import Any

import pytest

from leadwright.foundation.refusals import NotFound
from leadwright.history.models import Entry
from leadwright.intake.models import SavedMapping
from leadwright.intake.saving import change_mapping, remove_mapping, save_mapping
from leadwright.leads.models import Lead
from leadwright.people.models import User
from tests.intake.bringing import GERMAN_MAPPING, Folder, German
from tests.makers import NOON, make_user, refused

DEFINITION = {
    "title": "Odd",
    "signature": ["Id", "Stage"],
    "fields": {"key": {"column": "Id"}, "status": {"column": "Stage", "values": {"won": "closed-won"}}},
}


def test_a_mapping_is_saved_with_what_it_says_and_noted_in_history(house):
    row = _save(house.dina)
    assert (row.name, row.is_shared, row.made_by) == ("Our old system", False, house.dina)
    assert row.definition["fields"]["status"]["values"] == {"won": "closed-won"}
    assert _facts(row) == ["mapping.saved"]


def test_a_mapping_can_be_saved_as_toml(house):
    row = save_mapping({"name": "German", "toml": GERMAN_MAPPING}, by=house.dina, at=NOON)
    assert row.definition["fields"]["key"] == {"column": "Vorgang"}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": " "}, "FIELD_REQUIRED", "name"),
        ({"name": "x" * 101}, "FIELD_INVALID", "name"),
        ({"name": "a\nb"}, "FIELD_INVALID", "name"),
        ({"is_shared": "yes"}, "FIELD_INVALID", "is_shared"),
        ({"definition": None}, "FIELD_REQUIRED", "definition"),
        ({"definition": {"title": "x"}}, "FIELD_INVALID", "mapping"),
        ({"definition": []}, "FIELD_INVALID", "mapping"),
        ({"toml": "title = "}, "FIELD_INVALID", "toml"),
        ({"definition": None, "toml": "title = "}, "FIELD_INVALID", "mapping"),
        ({"definition": None, "toml": 7}, "FIELD_INVALID", "toml"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name_and_nothing_is_kept(house, change, code, field):
    with refused(code, field):
        _save(house.dina, **change)
    assert not SavedMapping.objects.exists()


def test_a_name_is_used_once_in_a_company_without_regard_to_case(house):
    _save(house.dina)
    with refused("NAME_TAKEN", "name"):
        _save(house.dina, name="OUR old system")


def test_whoever_may_not_import_saves_nothing(house):
    with refused("PERMISSION_DENIED"):
        _save(house.nina)


def test_a_mapping_is_ones_own_until_it_is_shared_with_colleagues(house):
    row, colleague = _save(house.dina), _importer(house)
    assert not _within_reach_of(colleague)
    change_mapping(row.pk, {"is_shared": True}, by=house.dina, at=NOON)
    assert list(_within_reach_of(colleague)) == [row]
    assert _facts(row) == ["mapping.saved", "mapping.changed"]


def test_a_mapping_that_a_colleague_shares_is_changed_by_him_alone(house):
    row, colleague = _save(house.dina, is_shared=True), _importer(house)
    with refused("PERMISSION_DENIED"):
        change_mapping(row.pk, {"name": "Mine"}, by=colleague, at=NOON)
    with refused("PERMISSION_DENIED"):
        remove_mapping(row.pk, by=colleague, at=NOON)


def test_a_change_says_what_was_before_and_nothing_new_changes_nothing(house):
    row = _save(house.dina)
    fields = DEFINITION["fields"] | {"description": {"column": "Subject"}}
    row = change_mapping(row.pk, {"definition": DEFINITION | {"fields": fields}}, by=house.dina, at=NOON)
    again = change_mapping(row.pk, {"name": row.name}, by=house.dina, at=NOON)
    assert (row.version, again.version) == (2, 2)
    entry = Entry.objects.filter(subject_kind="mapping").latest("pk")
    assert entry.details["changes"] == {"fields.description": ["", "{'column': 'Subject'}"]}


def test_a_change_of_a_version_that_is_old_is_refused(house):
    row = _save(house.dina)
    with refused("VERSION_STALE"):
        change_mapping(row.pk, {"name": "Other"}, by=house.dina, at=NOON, version=7)


def test_a_removed_mapping_is_gone_and_was_noted(house):
    row = _save(house.dina)
    pk = row.pk
    remove_mapping(pk, by=house.dina, at=NOON)
    with pytest.raises(NotFound):
        remove_mapping(pk, by=house.dina, at=NOON)
    assert Entry.objects.filter(subject_kind="mapping", subject_id=pk).latest("pk").fact == "mapping.removed"


def test_a_file_is_recognised_by_a_saved_mapping_before_the_shipped_ones(house, english):
    signature = {"title": "x", "signature": ["opportunity_id", "deal_stage"]}
    fields = {"key": {"column": "opportunity_id"}, "status": {"value": "new"}}
    _save(house.dina, name="Deals of ours", definition=signature | {"fields": fields})
    assert "Mapping: Deals of ours" in english.bring(by=house.dina)
    assert set(Lead.objects.values_list("status__code", flat=True)) == {"new"}


def test_the_mapping_of_somebody_else_recognises_nothing_for_a_colleague(house, german):
    save_mapping({"name": "German", "toml": GERMAN_MAPPING}, by=_importer(house), at=NOON)
    german.mapping = None
    with refused("FILE_UNKNOWN", "mapping"):
        german.bring(by=house.dina)


def test_a_command_takes_the_name_of_a_saved_mapping(house, german: German):
    save_mapping({"name": "German", "toml": GERMAN_MAPPING}, by=house.dina, at=NOON)
    german.mapping = german.folder / "german.toml"
    german.mapping.unlink()
    german.mapping = type(german.mapping)("german")
    assert "Mapping: German" in german.bring(organisation=house.vendor.name)
    german.mapping = type(german.mapping)("nowhere")
    with refused("FIELD_INVALID", "mapping"):
        german.bring(organisation=house.vendor.name)


def test_a_mapping_that_can_be_read_no_longer_stands_in_nobodys_way(house, tmp_path):
    row = _save(house.dina)
    SavedMapping.objects.filter(pk=row.pk).update(definition={"title": "Odd", "gone": 1})
    folder = Folder(tmp_path)
    folder.put("Id,Stage\n1,won\n")
    with refused("FILE_UNKNOWN", "mapping"):
        folder.bring(by=house.dina)


def _save(by: User, **change: Any) -> SavedMapping:
    data = {"name": "Our old system", "definition": DEFINITION} | change
    return save_mapping(data, by=by, at=NOON)


def _importer(house: Any) -> User:
    return make_user("importer", unit=house.dina.unit, profile="lead-distributor")


def _within_reach_of(user: User) -> Any:
    return SavedMapping.objects.within_reach(user, "lead.import")


def _facts(row: SavedMapping) -> list[str]:
    rows = Entry.objects.filter(subject_kind="mapping", subject_id=row.pk).order_by("pk")
    return list(rows.values_list("fact", flat=True))
