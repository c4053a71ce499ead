"""The demo: believable people and leads, made by the product's own actions at moments before today."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from leadwright.clocks.sweep import sweep
from leadwright.console.demo_activities import fill_calendar
from leadwright.console.demo_consents import tell_consents
from leadwright.console.demo_contacts import fill_address_book
from leadwright.console.demo_records import CATEGORIES, enter_catalogue, fill, name_product
from leadwright.console.demo_sales import fill_sales
from leadwright.console.demo_story import PASSWORD, Story, stories
from leadwright.console.demo_tasks import fill_tasks
from leadwright.contacts import actions as contacts
from leadwright.history.facts import SYSTEM
from leadwright.leads import actions as leads
from leadwright.leads.models import Lead
from leadwright.messages.models import Message
from leadwright.people.actions.organisations import add_group, add_unit, establish
from leadwright.people.actions.sign_in import accept_terms
from leadwright.people.actions.users import NewUser, enter_user
from leadwright.people.models import Organisation, Profile, Unit, User
from leadwright.people.shipped import FIRST_ADMINISTRATOR

ZONE = ZoneInfo("Europe/Brussels")
SPAN_DAYS = 75
Event = tuple[datetime, Callable[[datetime], object]]


def is_loaded() -> bool:
    """Tell whether the demo's people are there already."""
    return User.objects.filter(is_demo=True).exists()


def load(*, at: datetime, progress: Callable[[str], None]) -> None:
    """Make the demo's organisations, people and leads; every clock and state is there, relative to `at`."""
    begin = at - timedelta(days=SPAN_DAYS + 5)
    people = _people(begin)
    progress("  seven people in three organisations")
    enter_catalogue(people["iris"], at=begin)
    events: list[Event] = []
    for place, story in enumerate(stories()):
        events += _Plot(story, place, people, at).events()
    _play(events, at)
    progress(f"  {Lead.objects.count()} leads with their history")
    progress(f"  {fill_address_book(people['vera'], people['ann'], at=at)} contacts")
    progress(f"  {fill_calendar(people, at=at)} activities, planned and done")
    progress(f"  {fill_sales(at=at)} sales, each at another step of its process")
    progress(f"  {fill_tasks(people, at=at)} tasks, open and done")
    progress(f"  {tell_consents(people['vera'], at=at)} people with their consents")


def _play(events: list[Event], at: datetime) -> None:
    """Let everything happen in order, with the clocks ticking once a day in between."""
    day = min(moment for moment, _ in events)
    for moment, happen in sorted(events, key=lambda event: event[0]):
        while day < moment:
            sweep(day)
            day += timedelta(days=1)
        happen(moment)
    sweep(at)


def _people(at: datetime) -> dict[str, User]:
    vendor = _organisation("Lumen Print Systems", at, None)
    desk = add_unit(add_group(vendor, name="Marketing"), name="Lead desk")
    north = _organisation("North Office Solutions", at, vendor)
    flanders = add_group(north, name="Flanders")
    antwerp, ghent = add_unit(flanders, name="Antwerp"), add_unit(flanders, name="Ghent")
    south = _organisation("South Document Services", at, vendor)
    liege = add_unit(add_group(south, name="Wallonia"), name="Liège")
    rows = (
        ("vera@vendor.example", "Vera Vermeulen", desk, ("lead-distributor",)),
        ("iris@vendor.example", "Iris Claes", desk, FIRST_ADMINISTRATOR),
        ("adam@north.example", "Adam Noordman", antwerp, ("company-admin",)),
        ("ann@north.example", "Ann Peeters", antwerp, ("portal-writer",)),
        ("bob@north.example", "Bob Kuipers", ghent, ("portal-writer",)),
        ("nina@north.example", "Nina Jacobs", antwerp, ("portal-reader",)),
        ("cas@south.example", "Cas Lejeune", liege, ("portal-writer",)),
    )
    people = {email.split("@")[0]: _person(email, name, unit, codes, at) for email, name, unit, codes in rows}
    Message.objects.filter(kind="invitation").delete()
    return people


def _organisation(name: str, at: datetime, vendor: Organisation | None) -> Organisation:
    organisation = establish(name, country="BE", time_zone="Europe/Brussels", by=SYSTEM, at=at, vendor=vendor)
    if vendor is None:
        organisation.brand_name = "Lumen"
        organisation.save(update_fields=["brand_name"])
    return organisation


def _person(email: str, name: str, unit: Unit, codes: tuple[str, ...], at: datetime) -> User:
    """Enter somebody who has joined and agreed to the terms already."""
    profiles = list(Profile.objects.filter(code__in=codes))
    new = NewUser(email=email, name=name, unit=unit, profiles=profiles)
    user, _ = enter_user(new, by=SYSTEM, at=at, is_demo=True)
    user.invitations.update(used_at=at)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    accept_terms(user, at=at)
    return user


class _Plot:
    """Turns one story into what happened and when."""

    def __init__(self, story: Story, place: int, people: dict[str, User], at: datetime) -> None:
        self.story, self.place, self.at = story, place, at
        self.vera = people["vera"]
        self.partner = people.get(story.partner) or self.vera
        self.helper = people.get({"ann": "bob", "bob": "ann"}.get(story.partner, ""))
        self.number = 0

    def events(self) -> list[Event]:
        """Return what happened, each with its moment."""
        steps: dict[str, list[Callable[[datetime], object]]] = {
            "queue": [],
            "offered": [self.offer],
            "rejected": [self.offer, self.reject],
            "accepted": [self.offer, self.accept],
            "started": [self.offer, self.accept, self.start],
            "opportunity": [self.offer, self.accept, self.qualify("opportunity")],
            "kept": [self.offer, self.accept, self.qualify("opportunity"), self.update, self.update],
            "nurture": [self.offer, self.accept, self.qualify("nurture")],
            "invalid": [self.offer, self.accept, self.qualify("invalid")],
            "won": [self.offer, self.accept, self.qualify("opportunity"), self.win],
            "lost": [self.offer, self.accept, self.qualify("opportunity"), self.lose],
            "cancelled": [self.cancel],
        }
        return list(zip(self._moments(), [self.create, *steps[self.story.plot]], strict=False))

    def _moments(self) -> list[datetime]:
        """Return moments on working hours, the first `days` ago and none after now."""
        offsets = (0, 0, 1, 3, 11, 41) if self.story.plot == "kept" else (0, 0, 1, 3, 12)
        happened = [offset for offset in offsets if offset <= self.story.days]
        return [self._moment(self.story.days - offset, step) for step, offset in enumerate(happened)]

    def _moment(self, days: int, step: int) -> datetime:
        local = self.at.astimezone(ZONE) - timedelta(days=max(days, 0))
        moment = local.replace(hour=8 + step * 2, minute=(self.place * 7) % 60, second=0, microsecond=0)
        latest = self.at - timedelta(minutes=(5 - step) * 4 + self.place % 4)
        return min(moment.astimezone(self.at.tzinfo), latest)

    def create(self, at: datetime) -> None:
        """Vera enters the lead with its company and person."""
        story = self.story
        domain = "".join(c for c in story.company.lower() if c.isascii() and c.isalnum())
        place = {"city": story.city, "country": "BE"}
        mailbox = {"kind": "company", "name": story.company, "email": f"info@{domain}.example"}
        company = contacts.enter(mailbox | place, by=self.vera, at=at)
        first = story.person.split()[0].lower()
        person: dict[str, object] = {
            "kind": "person",
            "name": story.person,
            "email": f"{first}@{domain}.example",
            "phone": f"+32 2 555 {self.place:02d} {self.place + 10:02d}",
            "company": company.pk,
        } | place
        data = {
            "type": "partner-lead",
            "description": story.wish,
            "source": story.source,
            "category": CATEGORIES[self.place % 3],
            "contact": person,
            "success_rate": story.rate,
            "priority": 3 + self.place % 6,
            "target_amount": {"amount": str(story.amount), "currency": "EUR"} if story.amount else None,
        }
        self.number = leads.create(data, by=self.vera, at=at).pk
        name_product(self.number, self.place, by=self.vera, at=at)

    def offer(self, at: datetime) -> None:
        """Vera offers it to the partner's unit."""
        leads.offer(self.number, by=self.vera, at=at, unit=self.partner.unit_id)

    def accept(self, at: datetime) -> None:
        """The partner accepts."""
        leads.accept(self.number, by=self.partner, at=at)
        fill(self.number, self.place, by=self.partner, helper=self.helper, at=at)

    def reject(self, at: datetime) -> None:
        """The partner turns it down."""
        leads.reject(self.number, by=self.partner, at=at, reason="Outside our region, and second-hand only.")

    def start(self, at: datetime) -> None:
        """The partner gets in touch."""
        leads.start(self.number, by=self.partner, at=at)

    def qualify(self, outcome: str) -> Callable[[datetime], object]:
        """Return the step in which the partner says what the lead is."""

        def step(at: datetime) -> None:
            lead = Lead.objects.get(pk=self.number)
            leads.qualify(
                self.number,
                by=self.partner,
                at=at,
                outcome=outcome,
                reason="no-current-project" if outcome == "invalid" else None,
                description=self.story.wish,
                contact=lead.contact_id,
                owner=self.partner.email,
            )

        return step

    def update(self, at: datetime) -> None:
        """The partner keeps the lead up to date."""
        lead = Lead.objects.get(pk=self.number)
        data = {"success_rate": min((lead.success_rate or 0) + 10, 90)}
        leads.edit(self.number, data, by=self.partner, at=at, version=lead.version)

    def win(self, at: datetime) -> None:
        """The customer signs."""
        leads.win(self.number, by=self.partner, at=at, **self._deal(), deal_types=["hardware", "services"])

    def lose(self, at: datetime) -> None:
        """The customer goes elsewhere."""
        reason = ("price", "competitor", "no-decision")[self.place % 3]
        leads.lose(self.number, by=self.partner, at=at, reason=reason, **self._deal())

    def _deal(self) -> dict[str, Any]:
        segment = ("office", "production", "iws")[self.place % 3]
        value = {"amount": str(self.story.amount or 500), "currency": "EUR"}
        return {"deal_segment": segment, "deal_value": value}

    def cancel(self, at: datetime) -> None:
        """Vera sees that it was a mistake."""
        leads.cancel(self.number, by=self.vera, at=at)
