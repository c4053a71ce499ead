"""Twenty uploads at once into a company that has room for some of them: never more, and nothing left of the rest."""

import pytest
from django.conf import settings
from django.db.models import Sum

from leadwright.files.models import File, Quota
from leadwright.foundation.clock import now
from leadwright.foundation.refusals import Refused
from leadwright.history.models import Entry
from leadwright.leads import actions
from leadwright.leads.models import Lead
from tests.files.attaching import TEXT, in_store, incoming
from tests.makers import House, make_lead
from tests.races.serving import at_once

pytestmark = pytest.mark.usefixtures("committed")
TWENTY, FITTING = 20, 11


@pytest.fixture
def house(committed: None, settings, tmp_path) -> House:
    """Return a vendor and its partners, committed, with a store of their own."""
    settings.FILES = str(tmp_path / "files")
    return House()


def leave_room(house: House) -> None:
    """Let the company have room for eleven more files."""
    used = settings.STORE_QUOTA - FITTING * len(TEXT)
    Quota.objects.update_or_create(organisation=house.partner, defaults={"used": used})


def send(house: House, lead: Lead) -> str:
    try:
        actions.add_files(lead.pk, [incoming()], by=house.ann, at=now())
    except Refused as no:
        return no.code
    return ""


def test_a_quota_holds_against_twenty_uploads_at_once(house: House, rounds: int) -> None:
    leads = [make_lead(house.ann, at=now()) for _ in range(4)]
    for turn in range(1, rounds + 1):
        leave_room(house)
        answers = at_once([lambda lead=leads[n % 4]: send(house, lead) for n in range(TWENTY)])
        assert sorted(answers) == [""] * FITTING + ["QUOTA_EXCEEDED"] * (TWENTY - FITTING)
        assert Quota.objects.get(organisation=house.partner).used == settings.STORE_QUOTA
        rows = File.objects.all()
        assert rows.aggregate(size=Sum("size"))["size"] == turn * FITTING * len(TEXT)
        assert set(in_store()) == set(rows.values_list("key", flat=True))
        assert Entry.objects.filter(fact="lead.file_added").count() == turn * FITTING
