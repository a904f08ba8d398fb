"""Partitions: one calendar month of filing dates, from the first in which the rules apply."""

import warnings

import dagster as dg

from pipelines.months import FIRST_MONTH

# Backfill policies are marked beta since Dagster 1.3; the warning would meet every user of the command line.
warnings.filterwarnings("ignore", category=dg.BetaWarning)

monthly = dg.MonthlyPartitionsDefinition(start_date=FIRST_MONTH, end_offset=1, fmt="%Y-%m")
"""The running month is a partition too: a nightly run materialises it again and again."""
