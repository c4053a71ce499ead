"""People and companies that leads are about."""
