"""Tasks: what somebody, a unit or a role has to do by a day, with what came of it."""
