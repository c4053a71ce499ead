"""Two at once: real threads, real HTTP, real processes."""
