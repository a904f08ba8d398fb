"""The board and its committees: which are named, whose they are, what they are charged with, how often they are told.

Three tables stand on one reading of each filing (`reading.py`): committees, oversight, cadence. Not here: the rules of
language (`pipelines/metrics/rules`).
"""
