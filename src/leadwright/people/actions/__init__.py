"""The only writers of people, organisations, invitations, terms and tokens."""
