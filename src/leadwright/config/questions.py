"""Who answers what a lower room asks: for each question the dotted name of the function that answers it."""

QUESTIONS: dict[str, str] = {
    "messages.poke_sender": "config.poke_sender",
    "clocks.hold_subject": "leads.hold_subject",
}
