"""Hypothesis strategies for testing with foirules: rule packs, worlds and scenarios. Needs the extra `test`."""
