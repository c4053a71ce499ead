"""The fields room: fields that an organisation makes for itself, on leads, contacts and accounts."""
