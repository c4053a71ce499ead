"""The addresses of all pages, each with somebody who may look at it, in a house where much has happened."""

import re
from typing import Any

from leadwright.contacts import actions as contacts
from leadwright.contacts.actions import set_number
from leadwright.contacts.models import Contact
from leadwright.fields.actions import make
from leadwright.fields.subjects import Subject
from leadwright.files.models import File
from leadwright.foundation.clock import now
from leadwright.intake.own_columns import Columns
from leadwright.intake.receiving import Received
from leadwright.leads import actions
from leadwright.leads.models import Lead
from leadwright.leads.own_columns import choose
from leadwright.mails import actions as mail_actions
from leadwright.mails.models import Mail
from leadwright.messages.models import Message
from leadwright.privacy.erasing import erase
from leadwright.privacy.retaining import set_rule
from leadwright.tasks.actions import comment
from tests.accounts.converting import make_customer, win
from tests.consent.telling import say
from tests.files.attaching import attach
from tests.inbox.writing import raw
from tests.intake.bringing import BESIDE, BROKEN, DEALS, checked, let_in, with_columns
from tests.mails.arriving import arrive, mailed
from tests.makers import NOON, House, make_contact, make_lead
from tests.tasks.making import complete, make_task

OUTSIDE = ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/mailbox/"]
AS_WRITER = [
    "/",
    "/leads/?owner=any&state=any",
    "/leads/?q=nothing",
    "/leads/?select=1",
    "/opportunities/?owner=any",
    "/leads/new/",
    "/leads/new/?q=customer",
    "/leads/new/?q=nobody",
    "/leads/new/contact/?name=Acme",
    "/company/",
    "/preferences/",
]
AS_WRITER += [
    "/contacts/",
    "/contacts/?q=customer",
    "/contacts/?q=nobody",
    "/contacts/?kind=company&blocked=yes",
]
AS_WRITER += ["/contacts/new/", "/contacts/vcards/new/"]
AS_WRITER += ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/"]
AS_WRITER += ["/tokens/", "/search/?q=customer", "/search/?q=custmoer", "/terms/agreed/"]
AS_WRITER += ["/accounts/logout/", "/mailbox/", "/leads/999999/"]
OF_A_LEAD = ["", "update/", "win/", "lose/", "cancel/", "edit/", "assign/", "?history=all", "extend/"]
OF_A_LEAD += ["communicate/", "products/add/", "team/add/", "competitors/add/", "notes/add/"]
OF_A_LEAD += ["files/add/"]
OF_A_LEAD += ["contacts/add/", "contacts/add/?q=customer"]
STEPS = ["role", "existing", "details"]
AS_ADMIN = ["/company/administration/", "/company/users/", "/company/users/new/", "/company/units/"]
PRIVACY = ["", "?person=nobody", "?person=Eva", "receipts/", "rules/", "rules/unused/", "rules/lost/"]
OF_A_NUMBER = ["", "national-number/", "national-number/reveal/"]
AS_ADMIN += [
    "/company/sign-in/",
    "/company/exports/",
    "/company/calendar/",
    "/company/profiles/",
    "/company/rights/",
    "/company/units/collaboration/",
    "/company/units/areas/",
    "/company/templates/",
    "/company/templates/new/",
]
OF_A_CONTACT = [
    "",
    "edit/",
    "merge/",
    "merge/?q=customer",
    "files/add/",
    "consents/",
    "consents/?at=2026-03-01",
    "consents/write/?channel=sms&sender=brand&purpose=events",
]
AS_VENDOR = [
    "/company/media/",
    "/company/media/sms/",
    "/company/consent/",
    "/company/administration/",
    "/company/partners/",
    "/company/partners/new/",
]
SETTINGS = ["", "minimums/", "statuses/", "lost_reasons/", "types/", "definitions/"]
SETTINGS += [
    "statuses/new/",
    "types/partner-lead/",
    "definitions/standard/",
    "types/partner-lead/new/in-contact/",
]
SETTINGS += [
    "competitors/",
    "products/",
    "features/",
    "setups/",
    "types/partner-lead/new/nurture-in-progress/",
    "processes/",
    "new-process/",
    "processes/standard-sale/",
    "processes/standard-sale/1/",
    "processes/standard-sale/names/",
    "processes/standard-sale/draw/",
]
AS_VENDOR += [f"/company/settings/{page}" for page in SETTINGS]


def all_pages(house: House) -> list[tuple[Any, str]]:
    """Return each page with who looks at it."""
    columns(house)
    lead, queued, waiting = house.qualified(), house.queued(), house.offered()
    won = busy(house)
    pages = [(None, address) for address in OUTSIDE] + [(house.ann, address) for address in AS_WRITER]
    pages += [(house.ann, f"/leads/{won.pk}/{end}") for end in OF_A_LEAD]
    pages += [(house.ann, f"/leads/new/{step}/?contact={won.contact_id}&source=showroom") for step in STEPS]
    pages += [(house.ann, f"/files/{pk}/delete/") for pk in File.objects.values_list("pk", flat=True)]
    lines = won.parties.values_list("pk", flat=True)
    pages += [(house.ann, f"/leads/{won.pk}/contacts/{pk}/{end}") for pk in lines for end in ("", "remove/")]
    pages += [(house.ann, f"/leads/{waiting.pk}/reject/"), (house.nina, f"/leads/{lead.pk}/")]
    pages += [(house.dina, f"/leads/{queued.pk}/offer/"), (house.dina, f"/leads/{queued.pk}/")]
    pages += [(house.dina, "/leads/import/"), (house.dina, "/leads/?gap=contact&owner=any")]
    pages += [(house.dina, f"/leads/import/{upload}/") for upload in imports(house)]
    pages += [(house.vera, address) for address in AS_VENDOR]
    eva = asked(house)
    pages += [(house.ann, f"/contacts/{eva}/{end}") for end in OF_A_CONTACT]
    pages += [(None, address) for address in links_in_mails()]
    pages += [(house.ann, address) for address in customers(house)]
    pages += [
        (house.ann, f"/leads/bulk/?verb={verb}&lead={won.pk}.1")
        for verb in ("assign", "lose", "start", "field&field=area")
    ]
    pages += [(house.ann, address) for address in mails(house)]
    pages += [(house.ann, address) for address in tasks(house)]
    pages += [*forgetting(house), (house.ann, twin_of(house))]
    return pages + [(house.adm, address) for address in AS_ADMIN]


def tasks(house: House) -> list[str]:
    """Return the pages of tasks: late ones, one with comments, one that is done, one that nobody has taken."""
    lead = make_lead(house.ann, at=now())
    task, taken = (
        make_task(house.ann, lead=lead, instructions="Ask Eva first."),
        make_task(house.ann, due=now()),
    )
    free = make_task(house.bob, unit=house.u1.pk, importance="high")
    comment(task.pk, {"text": "Please by noon."}, by=house.bob, at=now())
    complete(taken, house.ann)
    pages = ["/tasks/", *(f"/tasks/?view={view}" for view in ("waiting", "unit", "done"))]
    pages += ["/tasks/all/", "/tasks/all/?q=nothing", "/tasks/new/", f"/leads/{lead.pk}/tasks/new/"]
    pages += [f"/tasks/{task.pk}/{end}" for end in ("", "edit/", "delegate/", "close/", "files/add/")]
    return [*pages, f"/tasks/{taken.pk}/", f"/tasks/{free.pk}/"]


def columns(house: House) -> None:
    """Let Ann have an own field as a column of each list."""
    for subject in Subject:
        data = {"subject": subject, "key": "area", "kind": "integer", "label": "Area", "filterable": True}
        make(data | {"unit": "m²"}, by=house.vera, at=NOON)
        if subject not in (Subject.ACTIVITY, Subject.TASK):
            choose(subject, ["area"], by=house.ann, at=NOON)


def forgetting(house: House) -> list[tuple[Any, str]]:
    """Return the pages of privacy, with people to find, a receipt, rules, and a national number."""
    eva, twin, gone = (
        make_contact(house.adm, kind="person", name=f"Eva {n}", email="eva@x.example") for n in range(3)
    )
    number = {"number": "85.07.30-033 28", "country": "BE", "legal_basis": "Royal decree"}
    set_number(eva.pk, **number, by=house.adm, at=now())
    receipt = erase([gone.pk], by=house.adm, at=now())
    for subject in ("unused", "lost"):
        set_rule(subject, months=1, active=subject == "unused", by=house.adm, at=now())
    Contact.objects.filter(pk=twin.pk).update(updated_at=NOON)
    pages = [f"/company/privacy/{end}" for end in (*PRIVACY, f"receipts/{receipt.pk}/")]
    pages += [f"/company/privacy/preview/?contact={eva.pk}"]
    return [(house.adm, page) for page in (*pages, *(f"/contacts/{eva.pk}/{end}" for end in OF_A_NUMBER))]


def busy(house: House) -> Lead:
    """Return a lead with several contacts, one of them blocked, and an interest shown again."""
    lead = house.accepted(source="showroom")
    person = {"kind": "person", "name": "Els", "email": "els@x.example"}
    line = actions.add_party(lead.pk, {"contact": person, "person_role": "buyer"}, by=house.ann, at=now())
    actions.extend(lead.pk, by=house.ann, at=now(), description="two more", source="showroom")
    contacts.edit(line.person.pk, by=house.ann, at=now(), version=1, blocked=True)
    attach(lead, house.ann, shared=True)
    return lead


def asked(house: House) -> int:
    """Return a contact with a consent of each state."""
    contact = make_contact(house.ann, kind="person", name="Eva", email="eva@example.org")
    for act, channel in (("given", "post"), ("objected", "phone"), ("expired", "sms")):
        say(act, contact, by=house.ann, channel=channel, evidence="a letter", at=now())
    say("given", contact, by=house.ann, confirm=True, at=now())
    return contact.pk


def customers(house: House) -> list[str]:
    """Return the pages of a customer, and those of leads that are won with and converted without account."""
    unconverted = win(make_lead(house.ann, at=now()), house.ann, None, at=now())
    lead = make_lead(house.ann, contact=make_customer(house.ann, at=now()), at=now())
    asked = make_lead(house.ann, at=now())
    page = f"/customers/{lead.account_id}/"
    ends = (f"{asked.pk}/win/", f"{lead.pk}/win/", f"{lead.pk}/", f"{unconverted.pk}/convert/")
    return ["/customers/", "/customers/?customer=nobody", page, f"{page}edit/", "/contacts/?customer=yes"] + [
        f"/leads/{end}" for end in ends
    ]


def mails(house: House) -> list[str]:
    """Return the lists of mails and the pages of some: one that waits, one of a lead, one put aside, one not read."""
    texts = [raw(f"Yes {n}.\n\nOn Monday, Ann wrote:\n> Ten?") for n in range(3)]
    waiting, of_lead, aside = (mailed(text, organisation="Partner P", at=now()) for text in texts)
    mail_actions.attach(of_lead.pk, {"lead": make_lead(house.ann, at=now()).pk}, by=house.ann, at=now())
    mail_actions.put_aside(aside.pk, {"reason": "an advertisement"}, by=house.ann, at=now())
    arrive(b"no mail at all", organisation="Partner P", at=now())
    ends = ("", "attach/", "lead/", "put-aside/")
    lists = ["/mails/", "/mails/?kind=bounce", "/mails/aside/", "/mails/arrivals/"]
    pages = [
        f"/mails/{of_lead.pk}/",
        f"/mails/{aside.pk}/",
        f"/leads/{Mail.objects.get(pk=of_lead.pk).lead_id}/",
    ]
    return [*lists, *(f"/mails/{waiting.pk}/{end}" for end in ends), *pages]


def twin_of(house: House) -> str:
    """Return the page on which two contacts that look alike are compared."""
    row, other = (
        make_contact(house.ann, name=name, phone="+3225550199", city=city, country="BE")
        for name, city in (("Acme NV", "Gent"), ("Acme", "Brugge"))
    )
    return f"/contacts/{row.pk}/merge/?other={other.pk}"


def links_in_mails() -> list[str]:
    """Return the addresses behind the links by which somebody confirms and withdraws."""
    mail = Message.objects.filter(kind="confirm_consent").latest("pk")
    return re.findall(r"https?://[^/]+(/consent/\S+)", mail.text)


def imports(house: House) -> list[int]:
    """Return an upload that is tried out, with a line and a value that cannot be read, and one that was brought in."""
    files = [Received(name, text.encode()) for name, text in BESIDE.items()]
    header, *lines = (DEALS + BROKEN).splitlines()
    text = "\n".join((f"{header},Size,Colour", *(f"{line},many,red" for line in lines)))
    broken = Received("deals with a rather long name of the export.csv", text.encode())
    data = {"subject": "lead", "key": "size", "kind": "integer", "label": "Size"}
    columns = Columns(fields={"Size": make(data, by=house.vera, at=now()).pk})
    done, tried = (checked(broken, files, currency="EUR", by=house.dina, at=now()) for _time in range(2))
    for upload in (done, tried):
        with_columns(upload.pk, columns, by=house.dina, at=now())
    let_in(done.pk, by=house.dina, at=now())
    return [done.pk, tried.pk]
