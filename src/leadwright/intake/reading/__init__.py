"""From the bytes of a file to its headers and lines: what it is, how it is encoded, and what its cells say."""
