"""A company and its people: users, roles, units, areas, calendar."""
