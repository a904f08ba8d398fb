"""Derive metrics from the text of a filing: one module per metric over one shared frame of sentences."""
