"""The register of columns that can hold texts: those that are not personal, and those about people who sign in.

Columns about contacts are named by the places that erase them. A column that stands nowhere fails the tests.
"""

from collections.abc import Iterator

from leadwright.leads.fields import IMPERSONAL_TEXTS

# Colleagues who sign in: their accounts end when an administrator switches them off; history keeps who did what.
USERS = {
    "account_emailaddress": "email",
    "account_emailconfirmation": "key",
    "django_session": "session_data session_key",
    "mfa_authenticator": "data type",
    "notifications_choice": "at_once gathered unlisted",
    "people_apitoken": "digest name",
    "people_invitation": "digest",
    "people_knownplace": "device network",
    "people_passwordrequest": "address email",
    "people_securityevent": "address code kind method path",
    "people_requestcount": "key",
    "people_try": "account device kind network",
    "people_user": "email language name password phone time_zone unwanted_notices",
    "usersessions_usersession": "data ip session_key user_agent",
}
# Codes, states, digests with a secret or a salt, words of the configuration, names of companies that use the product.
NOBODY = {
    "api_repeatable": "digest headers held key",
    "people_sentform": "address digest key",
    "auth_group": "name",
    "auth_permission": "codename name",
    "clocks_calendarsettings": "country time_zone",
    "clocks_clock": "kind reminders rule state subject_kind",
    "clocks_closingday": "name",
    "clocks_slot": "outcome",
    "communication_communication": "direction message_key role",
    "communication_medium": "code consent_channel labels target",
    "communication_template": "code labels product_codes texts type_codes",
    "consent_confirmation": "digest",
    "consent_consentchannel": "code labels",
    "consent_consentpurpose": "code labels",
    "consent_consentsender": "code labels",
    "consent_event": "act actor_kind channel origin",
    "consent_suppression": "channel digest",
    "consent_withdrawallink": "channel digest",
    "consent_wording": "language text",
    "contacts_contact": "country kind language",
    "contacts_contactgroup": "code labels",
    "contacts_contacttitle": "code labels",
    "contacts_nationalnumber": "country",
    "contacts_merger": "ties_kept ties_moved",
    "fields_chosencolumns": "subject",
    "diagrams_diagram": "code labels",
    "diagrams_version": "xml",
    "files_file": "key media_type preview preview_key sha256 subject_kind",
    "fields_fieldchoice": "code labels",
    "fields_ownfield": "activity_kinds condition default expression helps key kind labels required_from sections sees"
    " subject unit",
    "django_content_type": "app_label model",
    "django_migrations": "app name",
    "history_entry": "actor_kind details digests fact hash subject_kind",
    "history_seal": "hash previous_hash",
    "history_value": "field salt",
    "inbox_rawarrival": "entrance place sha256 verdict",
    "intake_keptfile": "reading sha256",
    "intake_adoptedrow": "kind source",
    "intake_formercontact": "known leads names",
    "intake_import": "columns counts currency mapping source state work",
    "intake_importrow": "changes left subject_kind verdict",
    "intake_savedmapping": "definition name",
    "exports_export": "counts key sha256 state",
    "accounts_account": "country currency",
    "accounts_accountclass": "code labels",
    "accounts_creditrating": "code labels",
    "activities_activity": "direction importance state target_currency",
    "activities_calendarsubscription": "digest",
    "activities_participant": "reply",
    "leads_activitykind": "code kind labels",
    "processes_instance": "closed_because state",
    "processes_token": "element flow message",
    "processes_mark": "element",
    "leads_category": "code guidance labels",
    "leads_opportunitykind": "code diagram kind labels",
    "leads_competitor": "code labels website description",
    "leads_product": "code labels kind description",
    "leads_level": "scale labels",
    "leads_dealsegment": "code labels",
    "leads_dealtype": "code labels",
    "leads_demandline": "currency kind",
    **dict.fromkeys(("leads_figurechange", "leads_leadfigure", "leads_leadfigurebymoment"), "detail measure"),
    **dict.fromkeys(
        (
            *("leads_figure", "leads_figuretotal", "leads_figurechangeplaced"),
            *("leads_figureanew", "leads_figureunequal"),
        ),
        "detail level measure span",
    ),
    "leads_lead": " ".join(IMPERSONAL_TEXTS),
    "leads_leaddefinition": "code default_currency labels",
    "leads_leadtype": "code estimate_unit labels",
    "leads_outcomereason": "code kind labels",
    "leads_minimumdealvalue": "currency",
    "leads_offer": "answer",
    "leads_partyrole": "code kind labels",
    "leads_setupchoice": "setup",
    "leads_source": "code labels",
    "leads_status": "code labels state tone",
    "leads_switchedoff": "feature",
    "leads_tasknotice": "whom",
    "leads_transition": "required",
    "mails_mail": "direction kind",
    "notifications_notification": "details key kind",
    "outbox_message": "calendar_method key kind language message_id state subject_kind",
    "tasks_task": "addressed closed_because importance state step",
    "people_area": "name country region city postcode_from postcode_to",
    "people_group": "name",
    "people_organisation": "brand_name country name second_factor_profiles time_zone",
    "people_profile": "code name permissions",
    "people_terms": "texts",
    "people_termsdraft": "texts",
    "people_unit": "name",
    "privacy_erasedkey": "digest",
    "privacy_receipt": "counts reason",
    "privacy_retentionrule": "subject",
    "procrastinate_jobs": "args lock queue_name queueing_lock task_name",
    "procrastinate_periodic_defers": "periodic_id task_name",
}


def _each(tables: dict[str, str]) -> Iterator[str]:
    for table, names in tables.items():
        yield from (f"{table}.{name}" for name in names.split())


OF_USERS = frozenset(_each(USERS))
IMPERSONAL = frozenset(_each(NOBODY))
