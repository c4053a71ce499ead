"""The addresses of the API, each in three steps: fetch within reach, act, answer."""
