"""Tests of processes: the engine, the files, what is wrong with them, and their faces."""
