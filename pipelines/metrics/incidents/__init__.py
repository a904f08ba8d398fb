"""What an incident report says: kinds, dates, containment, data, impact, each with its evidence and its rule.

Not here: annual reports (`pipelines/metrics/`), which report belongs to which incident (`sql/`).
"""
