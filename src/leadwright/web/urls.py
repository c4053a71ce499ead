"""The addresses of the pages."""

from django.urls import path, register_converter

from leadwright.leads.configuration.blueprint import LISTS
from leadwright.web.views import (
    accounts,
    acts,
    administration,
    areas,
    bulk,
    cards,
    changes,
    collaboration,
    company,
    consent_links,
    consents,
    contacts,
    doors,
    imports,
    leads,
    mailbox,
    merging,
    new_lead,
    numbers,
    outcomes,
    parties,
    privacy,
    profiles,
    record,
    retention,
    rights,
)
from leadwright.web.views.settings import definitions, lists, setups, switches, transitions, types
from leadwright.web.views.settings.shown import NAMES


class LeadNumber:
    """A lead's number in an address: 1042, or L-1042 as people write it."""

    regex = r"(?:[Ll]-)?[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value.upper().removeprefix("L-"))

    def to_url(self, value: int | str) -> str:
        """Write the number plainly."""
        return str(value)


class RowId:
    """The id of a row in an address: at most 18 digits, so that the database can look."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the id."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the id."""
        return str(value)


register_converter(LeadNumber, "lead")
register_converter(RowId, "id")

settings_of_lists = [
    path(f"company/settings/{kind}/", lists.entries, {"kind": kind}, name=f"settings-{kind}")
    for kind in NAMES
]
settings_of_rows = [
    path(
        f"company/settings/{kind}/<slug:code>/",
        lists.entry,
        {"kind": kind},
        name=f"settings-{kind}-row",
    )
    for kind in LISTS
]

urlpatterns = [
    path("", leads.overview, name="overview"),
    path("leads/", leads.index, name="leads"),
    path("leads/bulk/", bulk.show, name="leads-bulk"),
    path("leads/new/", new_lead.search, name="lead-new"),
    path("leads/new/contact/", new_lead.contact, name="lead-new-contact"),
    path("leads/new/contact/alike/", new_lead.alike, name="lead-new-alike"),
    path("leads/new/role/", new_lead.role, name="lead-new-role"),
    path("leads/new/existing/", new_lead.existing, name="lead-new-existing"),
    path("leads/new/details/", new_lead.details, name="lead-new-details"),
    path("leads/import/", imports.new, name="lead-import"),
    path("leads/import/<id:pk>/", imports.show, name="lead-import-show"),
    path("leads/import/<id:pk>/bring-in/", imports.bring_in, name="lead-import-bring-in"),
    path("leads/import/<id:pk>/discard/", imports.discard, name="lead-import-discard"),
    path("leads/<lead:number>/", leads.show, name="lead"),
    path("leads/<lead:number>/accept/", acts.accept, name="lead-accept"),
    path("leads/<lead:number>/reject/", acts.reject, name="lead-reject"),
    path("leads/<lead:number>/offer/", acts.offer, name="lead-offer"),
    path("leads/<lead:number>/withdraw/", acts.withdraw, name="lead-withdraw"),
    path("leads/<lead:number>/start/", acts.start, name="lead-start"),
    path("leads/<lead:number>/update/", outcomes.update, name="lead-update"),
    path("leads/<lead:number>/win/", outcomes.win, name="lead-win"),
    path("leads/<lead:number>/convert/", outcomes.convert, name="lead-convert"),
    path("leads/<lead:number>/lose/", outcomes.lose, name="lead-lose"),
    path("leads/<lead:number>/cancel/", acts.cancel, name="lead-cancel"),
    path("leads/<lead:number>/assign/", acts.assign, name="lead-assign"),
    path("leads/<lead:number>/edit/", changes.edit, name="lead-edit"),
    path("leads/<lead:number>/contacts/add/", parties.add, name="lead-party-add"),
    path("leads/<lead:number>/contacts/<id:pk>/", parties.change, name="lead-party"),
    path("leads/<lead:number>/contacts/<id:pk>/remove/", parties.remove, name="lead-party-remove"),
    path("leads/<lead:number>/products/add/", record.add_product, name="lead-product-add"),
    path("leads/<lead:number>/products/<id:pk>/", record.change_product, name="lead-product"),
    path("leads/<lead:number>/products/<id:pk>/remove/", record.remove_product, name="lead-product-remove"),
    path("leads/<lead:number>/team/add/", record.add_member, name="lead-member-add"),
    path("leads/<lead:number>/team/<id:pk>/remove/", record.remove_member, name="lead-member-remove"),
    path("leads/<lead:number>/competitors/add/", record.add_competitor, name="lead-competitor-add"),
    path(
        "leads/<lead:number>/competitors/<slug:code>/remove/",
        record.remove_competitor,
        name="lead-competitor-remove",
    ),
    path("leads/<lead:number>/notes/add/", record.write_note, name="lead-note"),
    path("leads/<lead:number>/extend/", acts.extend, name="lead-extend"),
    path("leads/<lead:number>/delete/", acts.delete, name="lead-delete"),
    path("contacts/", contacts.index, name="contacts"),
    path("contacts/new/", contacts.new, name="contact-new"),
    path("contacts/alike/", contacts.alike, name="contact-alike"),
    path("contacts/companies/", contacts.companies, name="contact-companies"),
    path("contacts/<id:pk>/", contacts.show, name="contact"),
    path("contacts/<id:pk>/edit/", contacts.edit, name="contact-edit"),
    path("contacts/<id:pk>/block/", contacts.block, name="contact-block"),
    path("contacts/vcards/", cards.hand_out, name="contact-cards"),
    path("contacts/vcards/new/", cards.bring_in, name="contact-cards-new"),
    path("contacts/<id:pk>/vcard/", cards.hand_out_one, name="contact-card"),
    path("contacts/<id:pk>/merge/", merging.merge, name="contact-merge"),
    path("contacts/<id:pk>/unmerge/", merging.unmerge, name="contact-unmerge"),
    path("contacts/<id:pk>/personal-data/", privacy.personal_data, name="contact-personal-data"),
    path("contacts/<id:pk>/national-number/", numbers.record, name="contact-number"),
    path("contacts/<id:pk>/national-number/reveal/", numbers.reveal, name="contact-number-reveal"),
    path("contacts/<id:pk>/national-number/remove/", numbers.remove, name="contact-number-remove"),
    path("customers/", accounts.index, name="accounts"),
    path("customers/<id:number>/", accounts.show, name="account"),
    path("customers/<id:number>/edit/", accounts.edit, name="account-edit"),
    path("company/", company.show, name="company"),
    path("company/administration/", administration.index, name="company-admin"),
    path("company/users/", company.users, name="company-users"),
    path("company/users/new/", company.new_user, name="company-user-new"),
    path("company/users/<id:pk>/", company.user, name="company-user"),
    path("company/users/<id:pk>/invite/", company.invite, name="company-user-invite"),
    path("company/profiles/", profiles.index, name="company-profiles"),
    path("company/profiles/<id:pk>/", profiles.show, name="company-profile"),
    path("company/profiles/<id:pk>/remove/", profiles.remove, name="company-profile-remove"),
    path("company/rights/", rights.show, name="company-rights"),
    path("company/partners/", administration.partners, name="company-partners"),
    path("company/partners/new/", administration.new_partner, name="company-partner-new"),
    path("company/units/", administration.units, name="company-units"),
    path("company/privacy/", privacy.index, name="company-privacy"),
    path("company/privacy/preview/", privacy.look, name="company-privacy-preview"),
    path("company/privacy/receipts/", privacy.receipts, name="company-privacy-receipts"),
    path("company/privacy/receipts/<id:pk>/", privacy.receipt, name="company-privacy-receipt"),
    path("company/privacy/rules/", retention.rules, name="company-privacy-rules"),
    path("company/privacy/rules/<str:subject>/", retention.due, name="company-privacy-due"),
    path("company/privacy/rules/<str:subject>/run/", retention.run, name="company-privacy-run"),
    path("company/units/areas/", areas.show, name="company-areas"),
    path("company/units/areas/<id:pk>/", areas.remove, name="company-area"),
    path("company/units/collaboration/", collaboration.show, name="company-collaboration"),
    path("company/calendar/", administration.calendar, name="company-calendar"),
    path("company/settings/", lists.index, name="settings"),
    path("company/settings/setups/", setups.choose, name="settings-setups"),
    path("company/settings/features/", switches.switches, name="settings-features"),
    path("company/settings/minimums/", lists.minimums, name="settings-minimums"),
    path("company/settings/types/<slug:code>/", types.lead_type, name="settings-type"),
    path(
        "company/settings/types/<slug:code>/<slug:start>/<slug:end>/",
        transitions.transition,
        name="settings-transition",
    ),
    path("company/settings/definitions/<slug:code>/", definitions.definition, name="settings-definition"),
    *settings_of_lists,
    *settings_of_rows,
    path("company/consent/", consents.lists, name="company-consent"),
    path("contacts/<id:pk>/consents/", consents.show, name="contact-consents"),
    path("contacts/<id:pk>/consents/write/", consents.write, name="contact-consents-write"),
    path("contacts/<id:pk>/consents/proof/", consents.show_proof, name="contact-consents-proof"),
    path("consent/confirm/<str:token>/", consent_links.confirm, name="consent-confirm"),
    path("consent/withdraw/<str:token>/", consent_links.withdraw, name="consent-withdraw"),
    path("mailbox/", mailbox.index, name="mailbox"),
    path("mailbox/<id:pk>/", mailbox.letter, name="mailbox-letter"),
    path("preferences/", doors.preferences, name="preferences"),
    path("terms/", doors.terms, name="terms"),
    path("invitation/<str:token>/", doors.invitation, name="invitation"),
]
