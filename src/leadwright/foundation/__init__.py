"""The ground floor: small things that know no word of the trade."""
