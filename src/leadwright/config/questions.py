"""Who answers what a lower room asks: for each question the dotted names of the functions that answer it."""

QUESTIONS: dict[str, list[str]] = {
    "history.rows_with_names": [
        "people.rows_with_names",
        "fields.rows_with_names",
        "contacts.rows_with_names",
        "consent.rows_with_names",
        "accounts.rows_with_names",
        "leads.rows_with_names",
    ],
    "history.labels_at_hand": ["leads.labels_at_hand"],
    "messages.poke_sender": ["config.poke_sender"],
    "messages.has_passed": ["leads.has_passed"],
    "foundation.words_of_fields": [
        "people.words_of_fields",
        "clocks.words_of_fields",
        "fields.words_of_fields",
        "contacts.words_of_fields",
        "consent.words_of_fields",
        "accounts.words_of_fields",
        "leads.words_of_fields",
        "intake.words_of_fields",
        "privacy.words_of_fields",
    ],
    "clocks.hold_subjects": ["leads.hold_subjects"],
    "privacy.places_of_person": [
        "consent.places_of_person",
        "contacts.places_of_person",
        "accounts.places_of_person",
        "leads.places_of_person",
        "intake.places_of_person",
        "config.places_of_person",
    ],
    "fields.places_of_subject": ["leads.places_of_subject"],
    "fields.tables_with_fields": [
        "contacts.tables_with_fields",
        "accounts.tables_with_fields",
        "leads.tables_with_fields",
    ],
    "people.names_of_profile": ["leads.names_of_profile"],
    "people.kinds_of_notices": ["leads.kinds_of_notices"],
    "contacts.ties_of": ["leads.ties_of_contacts", "accounts.ties_of_contacts"],
}
