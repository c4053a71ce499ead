"""The files room: what is attached to leads and contacts, where its bytes lie, and what is shown of it."""
