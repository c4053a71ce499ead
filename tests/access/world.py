"""The house of the access matrix: somebody of each role, and for each an own and a foreign object of each kind."""

from leadwright.accounts.actions import open_account
from leadwright.communication.actions import make_template
from leadwright.communication.models import Template
from leadwright.exports.models import Export
from leadwright.fields.actions import make
from leadwright.fields.models import OwnField
from leadwright.inbox.models import RawArrival
from leadwright.intake.models import Import, SavedMapping
from leadwright.intake.receiving import Received
from leadwright.intake.saving import save_mapping
from leadwright.leads.models import Lead
from leadwright.mails.models import Mail
from leadwright.messages.models import Message
from leadwright.notifications.models import Notification
from leadwright.people.actions.areas import add_area
from leadwright.people.actions.profiles import copy_profile
from leadwright.people.models import Area, Organisation, Profile, User
from leadwright.privacy.models import Receipt
from tests.accounts.converting import DATA as DATA_OF_AN_ACCOUNT
from tests.activities.making import log
from tests.files.attaching import attach
from tests.inbox.writing import raw
from tests.intake.bringing import DEALS, checked
from tests.mails.arriving import arrive, mailed
from tests.makers import NOON, House, make_lead, make_user
from tests.tasks.making import make_task

ABSENT = 999_999_999


def upload_of(user: User) -> Import:
    """Return a file that somebody tries out; what a colleague tries out is foreign too."""
    return checked(Received("deals.csv", DEALS.encode()), [], currency="EUR", by=user, at=NOON)


def mapping_saved_by(user: User) -> SavedMapping:
    """Return a mapping that somebody saved; what a colleague keeps for himself is foreign too."""
    fields = {"status": {"column": "Stand", "values": {"offen": "new"}}}
    definition = {"title": "Odd", "signature": ["Vorgang", "Stand"], "fields": fields}
    return save_mapping({"name": f"Of {user.name}", "definition": definition}, by=user, at=NOON)


def receipt_of(organisation: Organisation) -> Receipt:
    """Return that somebody was erased in a company."""
    return Receipt.objects.create(
        organisation=organisation, at=NOON, reason="request", contacts=[1], counts={}
    )


def profile_of(admin: User) -> Profile:
    """Return a profile of the admin's own company."""
    shipped = Profile.objects.get(code="portal-writer")
    return copy_profile(shipped.pk, name="Light writer", by=admin, at=NOON)


def account_of(lead: Lead, user: User) -> int:
    """Return the number of an account that the contact of a lead has."""
    return open_account(lead.contact_id, DATA_OF_AN_ACCOUNT, by=user, at=NOON).pk


def field_of(maker: User, *, key: str = "own_note") -> OwnField:
    """Return a field that somebody made: for the own company, or for all."""
    data = {"subject": "lead", "key": key, "kind": "text", "label": "Note"}
    return make(data, by=maker, at=NOON)


def template_of(maker: User, *, own: bool = True) -> Template:
    """Return a template that somebody made: for the own company, or for all."""
    data = {"code": "hello", "label": "Hello", "medium": "email", "texts": {"en": {"body": "Hi"}}}
    return make_template(data | {"own": own}, by=maker, at=NOON)


def area_of(admin: User) -> Area:
    """Return an area of the admin's own company."""
    data = {"name": "North", "country": "BE", "region": "Antwerp", "group": admin.group_id}
    return add_area(data, by=admin, at=NOON)


def mail_on(lead: Lead, *, shared_with: Organisation | None = None) -> Mail:
    """Return a mail of a lead, which another company may read too."""
    mail = mailed(raw(f"about {lead.pk}"))
    home = lead.organisation_id or lead.origin_id
    shared = {"is_shared": shared_with is not None, "shared_with": shared_with}
    Mail.objects.filter(pk=mail.pk).update(lead=lead, organisation=home, **shared)
    return mail


def export_of(user: User) -> Export:
    """Return an export that somebody asked for and that could not be made."""
    return Export.objects.create(organisation=user.organisation, by=user, asked_at=NOON, state="failed")


def arrival_of(organisation: Organisation) -> RawArrival:
    """Return something that arrived at an organisation and could not be read."""
    return arrive(f"no mail for {organisation.pk}".encode(), organisation=organisation.name)


def notification_of(lead: Lead, user: User) -> Notification:
    """Return what a user is notified of about a lead."""
    return Notification.objects.create(
        key=f"made:{lead.pk}:user:{user.pk}", user=user, kind="offered", at=NOON, lead=lead
    )


class World(House):
    """The house with somebody of each role, and for each role an own and a foreign object of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.boss = make_user("boss", unit=self.cas.unit, profile="company-admin")
        everything = "administrator company-admin lead-distributor"
        self.vera = make_user("vera", unit=self.dina.unit, profile=everything)
        self.things = self._things()

    def _things(self) -> dict[str, dict[str, object]]:
        ours, theirs = self.offered(), make_lead(self.cas)
        self.field_for_all = field_of(self.vera, key="for_all").pk
        self.template_for_all = template_of(self.vera, own=False).pk
        our_things, their_things = self._ours(ours), self._theirs(theirs)
        rules = {
            "lead_type": "partner-lead",
            "definition": "standard",
            "status": "new",
            "medium": "sms",
            "diagram": "standard-sale",
        }
        return {"own": our_things | rules, "foreign": their_things | rules}

    def _ours(self, ours: Lead) -> dict[str, object]:
        letter = Message.objects.filter(recipient_user=self.ann).first()
        return {
            "lead": ours.pk,
            "contact": ours.contact_id,
            "user": self.bob.pk,
            "profile": profile_of(self.adm).pk,
            "area": area_of(self.adm).pk,
            "letter": letter.pk if letter else ABSENT,
            "upload": upload_of(self.dina).pk,
            "receipt": receipt_of(self.vendor).pk,
            "account": account_of(ours, self.dina),
            "field": field_of(self.adm).pk,
            "file": attach(ours, self.dina, shared=True).pk,
            "mail": mail_on(ours, shared_with=self.vendor).pk,
            "arrival": arrival_of(self.partner).pk,
            "activity": log(None, self.ann).pk,
            "task": make_task(self.ann).pk,
            "template": template_of(self.adm).pk,
            "mapping": mapping_saved_by(self.dina).pk,
            "notification": notification_of(ours, self.ann).pk,
            "export": export_of(self.adm).pk,
        }

    def _theirs(self, theirs: Lead) -> dict[str, object]:
        return {
            "lead": theirs.pk,
            "contact": theirs.contact_id,
            "user": self.cas.pk,
            "profile": profile_of(self.boss).pk,
            "area": area_of(self.boss).pk,
            "letter": ABSENT,
            "upload": upload_of(make_user(unit=self.dina.unit, profile="lead-distributor")).pk,
            "receipt": receipt_of(self.south).pk,
            "account": account_of(theirs, self.cas),
            "field": field_of(self.boss).pk,
            "file": attach(theirs, self.cas, shared=True).pk,
            "mail": mail_on(theirs).pk,
            "arrival": arrival_of(self.south).pk,
            "activity": log(None, self.cas).pk,
            "task": make_task(self.cas).pk,
            "template": template_of(self.boss).pk,
            "mapping": mapping_saved_by(make_user(unit=self.dina.unit, profile="lead-distributor")).pk,
            "notification": notification_of(theirs, self.cas).pk,
            "export": export_of(self.boss).pk,
        }

    def key(self, role: str, kind: str, whose: str) -> object:
        """Return the key of an object that is the role's own, foreign to it, or was never there."""
        if whose == "absent" or kind == "secret":
            return ABSENT
        if role in ("cas", "boss"):
            whose = {"own": "foreign", "foreign": "own"}[whose]
        if role in ("dina", "vera") and kind == "field" and whose == "own":
            return self.field_for_all
        if role in ("dina", "vera") and kind == "template" and whose == "own":
            return self.template_for_all
        if role in ("dina", "vera") and kind == "user" and whose == "own":
            return self.dina.pk
        return self.things[whose][kind]
