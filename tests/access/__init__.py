"""Who reaches what: generated from the addresses themselves."""
