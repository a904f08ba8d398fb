"""A small synthetic EDGAR: invented companies, their filings as files in SEC's own paths, and what is true of
each. The first run and the tests use it. Nothing here is a real company or a real filing."""

from datetime import date

SAMPLE_TODAY = date(2026, 4, 6)
"""The day the sample stands at: all its archives are out, and the quarter that runs has no filing yet."""
