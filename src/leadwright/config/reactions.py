"""What happens when something has happened: for each fact its reactions, in order, by their dotted names.

A reaction runs inside the transaction of the action that recorded the fact, and only writes rows.
"""

REACTIONS: dict[str, list[str]] = {
    "user.invited": ["messages.mail_invitation"],
    "contact.edited": ["leads.index_contact", "leads.fill_channel_gaps"],
    "consent.given": ["consent.mail_question"],
    "contact.merged": [
        "accounts.move_account",
        "leads.move_leads",
        "leads.put_accounts_anew",
        "leads.index_contact",
        "leads.fill_channel_gaps",
    ],
    "contact.unmerged": [
        "accounts.return_account",
        "leads.return_leads",
        "leads.put_accounts_anew",
        "leads.index_contact",
    ],
    "account.opened": ["leads.put_account_on_leads"],
    "lead.created": [
        "leads.put_account",
        "leads.start_completion_clock",
        "leads.start_qualification_clock",
        "leads.keep_due",
    ],
    "lead.offered": [
        "leads.lend_contact",
        "leads.wake_adopted",
        "leads.start_acceptance_clock",
        "leads.keep_due",
        "leads.notify_offer",
    ],
    "lead.withdrawn": ["leads.stop_acceptance_clock", "leads.end_loans", "leads.keep_due"],
    "lead.accepted": [
        "leads.stop_acceptance_clock",
        "leads.start_qualification_clock",
        "leads.keep_due",
        "leads.tell_sender_accepted",
    ],
    "lead.rejected": [
        "leads.stop_acceptance_clock",
        "leads.end_loans",
        "leads.keep_due",
        "leads.tell_sender_rejected",
    ],
    "lead.started": ["leads.wake_adopted", "leads.note_update", "leads.keep_due"],
    "lead.qualified": [
        "leads.put_account",
        "leads.follow_contact",
        "leads.follow_qualification",
        "leads.keep_due",
        "leads.tell_new_owner",
    ],
    "lead.edited": [
        "leads.put_account",
        "leads.follow_contact",
        "leads.wake_adopted",
        "leads.start_qualification_clock",
        "leads.move_completion",
        "leads.note_update",
        "leads.keep_due",
        "leads.tell_new_owner",
    ],
    "lead.assigned": [
        "leads.wake_adopted",
        "leads.start_qualification_clock",
        "leads.keep_due",
        "leads.tell_new_owner",
    ],
    "lead.extended": [
        "leads.wake_adopted",
        "leads.note_update",
        "leads.keep_due",
        "leads.tell_owner_extended",
    ],
    "lead.party_added": ["leads.put_account", "leads.follow_contact"],
    "lead.party_changed": ["leads.put_account", "leads.follow_contact"],
    "lead.party_removed": ["leads.put_account", "leads.follow_contact"],
    "lead.won": ["leads.stop_clocks"],
    "lead.lost": ["leads.stop_clocks"],
    "lead.cancelled": ["leads.stop_clocks", "leads.end_loans"],
    "lead.deleted": ["leads.stop_clocks", "leads.end_loans"],
    "clock.due": ["leads.remind_or_flag"],
    "clock.replanned": ["leads.keep_due_of_replanned"],
}
