"""A permission is withdrawn and granted while somebody works in another browser."""

from playwright.sync_api import expect

from leadwright.foundation.clock import now
from leadwright.people.actions.profiles import copy_profile
from leadwright.people.actions.users import edit_user
from leadwright.people.models import Profile
from tests.browser.conftest import sign_in
from tests.makers import House


def test_the_plus_button_follows_the_role_at_the_next_request(house: House, chromium, live, visit) -> None:
    source = Profile.objects.get(code="portal-writer")
    role = copy_profile(source.pk, name="Light writer", by=house.adm, at=now())
    edit_user(house.ann.pk, by=house.adm, at=now(), profiles=[role])
    admin = visit(f"/company/profiles/{role.pk}/", by=house.adm)
    other = chromium.new_context(base_url=live.url, locale="en-GB")
    page = other.new_page()
    sign_in(page, house.ann)
    plus = page.locator("summary", has_text="New")
    expect(plus).to_be_visible()
    for choice, count in (("no", 0), ("yes", 1)):
        admin.get_by_label("Enter leads").select_option(label=choice)
        with admin.expect_navigation():
            admin.get_by_role("button", name="Save").click()
        expect(admin.get_by_text("It holds from the next request on.")).to_be_visible()
        page.goto("/")
        expect(plus).to_have_count(count)
    other.close()
