"""Who can see and do what: the table tells what a request would meet."""

import re

from leadwright.leads.lifecycle import allowed_actions
from leadwright.people.actions.collaborating import start_collaboration
from leadwright.people.actions.profiles import change_profile, copy_profile
from leadwright.people.actions.users import edit_user
from leadwright.people.models import Profile, User
from leadwright.people.reach import PERMISSIONS
from leadwright.web.company.rights import holds_on, rights_table
from leadwright.web.parts.lead_acts import labels
from tests.makers import NOON, make_group, make_lead, make_unit, make_user

PAGE = "/company/rights/"


def test_each_user_is_shown_with_each_permission_and_nobody_of_another_company(house, enter):
    page = enter(house.adm).get(PAGE).text
    assert page.count("<td") == len(PERMISSIONS) * 4
    assert "of the group and those it works with" in page
    assert [f">{user.name}<" in page for user in (house.ann, house.cas)] == [True, False]


def test_a_changed_role_is_in_the_table_at_once(house):
    source = Profile.objects.get(code="portal-writer")
    role = copy_profile(source.pk, name="Light", by=house.adm, at=NOON)
    edit_user(house.ann.pk, by=house.adm, at=NOON, profiles=[role])
    change_profile(role.pk, by=house.adm, at=NOON, permissions={"lead.win": "own"})
    (row,) = rights_table([User.objects.get(pk=house.ann.pk)])
    assert {cell.name: cell.reach for cell in row.cells}["Win leads"] == "own only"


def test_for_one_lead_the_table_says_what_pages_and_verbs_say(house, enter):
    far = make_user("far", unit=make_unit(make_group(house.partner)))
    lead = house.accepted()
    users = list(User.objects.within_reach(house.adm, "user.manage").with_rights())
    for hold, user in zip(holds_on(lead, users), users, strict=True):
        assert hold.sees is (enter(user).get(f"/leads/{lead.pk}/").status_code == 200)
        now_open = [labels()[action.action] for action in allowed_actions(lead, user) if action.allowed]
        assert hold.open == (now_open if hold.sees else [])
    assert not next(hold for hold in holds_on(lead, users) if hold.id == far.pk).sees


def test_a_collaborating_group_is_seen_in_the_table(house):
    guests = make_group(house.partner)
    far, lead = make_user("far", unit=make_unit(guests)), house.accepted()
    user = User.objects.active().with_rights().get(pk=far.pk)
    assert not holds_on(lead, [user])[0].sees
    start_collaboration(host=house.group.pk, guest=guests.pk, by=house.adm, at=NOON)
    (hold,) = holds_on(lead, [User.objects.active().with_rights().get(pk=far.pk)])
    assert hold.sees
    assert "Accept" in dict(hold.closed)


def test_a_lead_that_is_not_the_admins_to_see_is_not_told_of(house, enter):
    foreign, client = make_lead(house.cas), enter(house.adm)
    assert client.get(PAGE, {"lead": "\x00"}).status_code == 400
    for typed in (f"L-{foreign.pk}", "999999", "x" * 5000, "9" * 40):
        answer = client.get(PAGE, {"lead": typed})
        assert answer.status_code == 404
        assert "not yours to see" in answer.text
    assert client.get(PAGE, {"lead": f"l-{house.accepted().pk}"}).status_code == 200


def test_the_table_is_paged_and_asks_as_much_for_many_users_as_for_few(house, enter, count_queries):
    lead, client = house.accepted(), enter(house.adm)
    client.get(PAGE)
    few = [count_queries(lambda at=at: client.get(PAGE + at)) for at in ("", f"?lead={lead.pk}")]
    for number in range(30):
        make_user(f"zoe{number:02}", unit=house.u2)
    assert [count_queries(lambda at=at: client.get(PAGE + at)) for at in ("", f"?lead={lead.pk}")] == few
    onward = re.search(r'href="(\?[^"]*cursor=[^"]*)"', client.get(PAGE).text)[1]
    assert "Zoe29" in client.get(PAGE + onward).text


def test_only_who_manages_users_sees_the_table(house, enter):
    assert enter(house.ann).get(PAGE).status_code == 403
