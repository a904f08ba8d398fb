"""Reach SEC: polite client, raw archive, indexes, bulk archives, filing documents (bytes)."""
