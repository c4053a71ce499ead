"""What is said in one place is there in all of them: each verb, tile, permission, refusal and word is complete."""

import ast
import re
from collections.abc import Iterable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse
from docs.write_refusals import PAGE, page

from leadwright.accounts.lifecycle import Verb as AccountVerb
from leadwright.activities.lifecycle import MOVES as ACTIVITY_MOVES
from leadwright.activities.lifecycle import Verb as ActivityVerb
from leadwright.api.main import api
from leadwright.contacts.lifecycle import Verb as ContactVerb
from leadwright.foundation.sentences import REFUSALS
from leadwright.leads import fields
from leadwright.leads.lifecycle import MOVES, Verb
from leadwright.people.lifecycle import Verb as UserVerb
from leadwright.people.reach import ACTS, PERMISSIONS, RIGHTS, SUBJECTS
from leadwright.people.shipped import PROFILES
from leadwright.web.leads.forms import EditForm
from leadwright.web.leads.overview import tiles
from leadwright.web.parts.lead_acts import ICONS, MENU, labels
from tests.makers import NOON, House
from tests.test_house_rules import PACKAGE, ROOT, SOURCES, tree

DRAWN = PACKAGE / "web" / "parts" / "templates" / "components" / "icons.html"
# The operation of the API that does a verb, where its name is not `<verb>_lead`.
OPERATIONS = {
    Verb.SCHEDULE: "schedule_activity",
    Verb.EDIT: "change_lead",
    Verb.NOTE: "write_note",
    Verb.ATTACH: "add_file_to_lead",
}
# The page that does a verb, where its name is not `lead-<verb>`: update qualifies a lead.
PAGES = {Verb.QUALIFY: "lead-update"}
# For each verb of a contact, an activity, an account and a user its page and its operation; a card is handed out on
# pages alone, and users are managed there.
FACES = {
    ContactVerb.EDIT: ("contact-edit", "change_contact"),
    ContactVerb.ATTACH: ("contact-attach", "add_file_to_contact"),
    ContactVerb.BLOCK: ("contact-block", "change_contact"),
    ContactVerb.DISTINGUISH: ("contact-distinguish", "distinguish_contacts"),
    ContactVerb.MERGE: ("contact-merge", "merge_contacts"),
    ContactVerb.UNMERGE: ("contact-unmerge", "unmerge_contacts"),
    ContactVerb.RECORD_CONSENT: ("contact-consents-write", "record_consent"),
    ContactVerb.KEEP_NUMBER: ("contact-number", "set_national_number"),
    ContactVerb.EXPORT_CARD: ("contact-card", ""),
    ContactVerb.EXPORT_DATA: ("contact-personal-data", "get_personal_data"),
    ContactVerb.ERASE: ("company-privacy-preview", "erase_person"),
}
ACTIVITY_FACES = {
    ActivityVerb.EDIT: ("activity-edit", "change_activity"),
    ActivityVerb.START: ("activity-start", "start_activity"),
    ActivityVerb.COMPLETE: ("activity-complete", "complete_activity"),
    ActivityVerb.CANCEL: ("activity-cancel", "cancel_activity"),
    ActivityVerb.DELETE: ("activity-delete", "delete_activity"),
    ActivityVerb.INVITE: ("activity-invite", "invite_to_activity"),
    ActivityVerb.SHARE: ("activity-share", "share_activity"),
    ActivityVerb.ATTACH: ("activity-attach", "add_file_to_activity"),
    ActivityVerb.FOLLOW_UP: ("activity-follow-up", "follow_up_activity"),
    ActivityVerb.MAKE_LEAD: ("activity-lead", "make_lead_of_activity"),
    ActivityVerb.ADD_PARTICIPANT: ("activity-participant", "add_participant"),
}
ACCOUNT_FACES = {AccountVerb.EDIT: ("account-edit", "change_account")}
USER_FACES = {UserVerb.EDIT: ("company-user", ""), UserVerb.INVITE: ("company-user-invite", "")}


def missing_pages(names: Iterable[str]) -> list[str]:
    """Return the names of pages that have no address, with or without the number of a row."""
    return [name for name in names if not (has_address(name) or has_address(name, 1))]


def has_address(name: str, *arguments: int) -> bool:
    try:
        return bool(reverse(name, args=arguments))
    except NoReverseMatch:
        return False


def operations() -> set[str]:
    """Return the names of all operations of the API."""
    paths = api.get_openapi_schema()["paths"].values()
    return {operation["operationId"] for methods in paths for operation in methods.values()}


def test_each_verb_stands_in_its_table_of_moves():
    assert set(MOVES) == set(Verb)
    assert set(ACTIVITY_MOVES) == set(ActivityVerb)


def test_each_verb_of_a_lead_has_a_label_and_an_icon_that_is_drawn():
    drawn = set(re.findall(r'^  "(\w+)":', DRAWN.read_text(), re.MULTILINE))
    assert set(labels()) == set(ICONS) == {*Verb, "update"}
    assert set(ICONS.values()) <= drawn


def test_each_verb_of_a_lead_can_be_reached_from_its_page():
    pages = [path.read_text() for path in (PACKAGE / "web" / "leads" / "templates").rglob("*.html")]
    linked = {name for page in pages for name in re.findall(r'url\("lead-(\w+)"', page)}
    named = {PAGES.get(verb, f"lead-{verb}").removeprefix("lead-") for verb in Verb}
    assert named - linked - {*MENU} == set()


def test_each_field_that_can_be_changed_has_its_place_on_the_page_that_changes_a_lead():
    drawn = {name for row in EditForm.rows for name in row}
    assert drawn == set(EditForm.base_fields) - {"version"}
    # What an organisation makes for itself stands there too: which controls that are, it says.
    assert {EditForm.places.get(name, name) for name in fields.EDIT} - drawn == {"fields"}


def test_each_verb_of_a_lead_has_a_page_and_an_operation_of_the_api():
    assert missing_pages(PAGES.get(verb, f"lead-{verb}") for verb in Verb) == []
    assert {OPERATIONS.get(verb, f"{verb}_lead") for verb in Verb} - operations() == set()


@pytest.mark.parametrize(
    ("verbs", "faces"),
    [
        (ContactVerb, FACES),
        (ActivityVerb, ACTIVITY_FACES),
        (AccountVerb, ACCOUNT_FACES),
        (UserVerb, USER_FACES),
    ],
    ids=["contacts", "activities", "accounts", "users"],
)
def test_each_verb_of_another_noun_has_its_faces(verbs, faces):
    assert set(faces) == set(verbs)
    assert missing_pages(page for page, _operation in faces.values()) == []
    assert {operation for _page, operation in faces.values() if operation} - operations() == set()


def test_each_permission_has_its_words_its_subject_and_a_shipped_profile_that_gives_it():
    handed_out = {permission for _code, _name, permissions in PROFILES for permission in permissions}
    listed = {permission for _name, permissions in SUBJECTS for permission in permissions}
    assert set(PERMISSIONS) == set(ACTS) == set(RIGHTS) == handed_out == listed


@pytest.mark.django_db
def test_each_tile_of_the_overview_leads_to_a_list_that_knows_what_is_meant():
    ann, client = House().ann, Client()
    client.force_login(ann, backend=settings.AUTHENTICATION_BACKENDS[-1])
    statuses = {tile.name: tile.href and client.get(tile.href).status_code for tile in tiles(ann, NOON)}
    assert statuses == dict.fromkeys(statuses, 200)


def test_the_page_of_refusals_says_what_the_rooms_declare():
    assert PAGE.read_text() == page(), "make reference"


def test_each_refusal_that_is_declared_is_used_somewhere():
    rooms = [path for path in SOURCES if path.name not in {"refusals.py", "sentences.py"}]
    nodes = (node for path in rooms for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    assert set(REFUSALS) - {node.value for node in nodes} == set()


def glossary() -> list[str]:
    """Return the words of the glossary in their order, without what tells two meanings apart."""
    return re.findall(r"^\| \*\*(.+?)\*\* \|", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)


def test_no_word_stands_twice_in_the_glossary_and_they_are_sorted():
    words = [word.casefold() for word in glossary()]
    assert words == sorted(set(words))


@pytest.mark.parametrize("document", ["docs/architecture.md", "CONTRIBUTING.md", "docs/glossary.md"])
def test_each_file_that_the_handbook_names_is_there(document):
    named = re.findall(r"`([a-z_.-]+/[\w/.*-]+)`", (ROOT / document).read_text())
    assert [path for path in named if not any(any(base.glob(path)) for base in (ROOT, PACKAGE))] == []
