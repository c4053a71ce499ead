"""The files room: what is attached to leads, contacts and activities, where its bytes lie, and what is shown of it."""
