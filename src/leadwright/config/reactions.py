"""What happens when something has happened: for each fact its reactions, in order, by their dotted names.

A reaction runs inside the transaction of the action that recorded the fact, and only writes rows.
"""

REACTIONS: dict[str, list[str]] = {}
