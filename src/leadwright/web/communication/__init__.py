"""Pages of communicating: the composer of a lead, templates and media."""
