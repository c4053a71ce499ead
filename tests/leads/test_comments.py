"""Each company has a comment of its own on a lead; none reaches the other side, and none is lost on the way."""

from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.actions.together import Picked, together
from leadwright.leads.models import Lead
from tests.makers import NOON, House, fresh


def commented(lead: Lead, text: str, by) -> Lead:
    return actions.edit(lead.pk, {"comment": text}, by=by, at=NOON, version=fresh(lead).version)


def test_what_the_sender_wrote_stays_with_the_sender(house: House) -> None:
    lead = house.accepted(comment="ours")
    assert lead.comment_of(house.vendor.pk) == "ours"
    assert lead.comment_of(house.partner.pk) == ""


def test_an_edit_writes_the_comment_of_the_editors_company(house: House) -> None:
    lead = commented(house.accepted(comment="ours"), "theirs", house.ann)
    assert lead.comment_of(house.vendor.pk) == "ours"
    assert lead.comment_of(house.partner.pk) == "theirs"
    assert Entry.objects.get(fact="lead.edited").texts()["comment_to"] == "theirs"


def test_a_rejected_lead_leaves_the_comment_with_who_wrote_it(house: House) -> None:
    lead = commented(house.offered(comment="ours"), "theirs", house.ann)
    actions.reject(lead.pk, by=house.ann, at=NOON)
    actions.offer(lead.pk, by=house.dina, at=NOON, unit=house.cas.unit_id)
    assert lead.comment_of(house.south.pk) == ""
    assert lead.comment_of(house.vendor.pk) == "ours"
    assert lead.comment_of(house.partner.pk) == "theirs"


def test_a_comment_that_is_said_again_changes_nothing(house: House) -> None:
    lead = commented(house.accepted(), "theirs", house.ann)
    assert commented(lead, "theirs", house.ann).version == lead.version
    assert commented(lead, "", house.ann).comment_of(house.partner.pk) == ""


def test_several_leads_at_once_get_the_comment_of_the_editors_company(house: House) -> None:
    lead = house.accepted(comment="ours")
    picked = [Picked(number=lead.pk, version=lead.version)]
    together("edit", picked, {"comment": "theirs"}, by=house.ann, at=NOON)
    lead = fresh(lead)
    assert lead.comment_of(house.vendor.pk) == "ours"
    assert lead.comment_of(house.partner.pk) == "theirs"
