"""Officers of a filing: titles, who is mentioned in which part, figures of years, and whose they are.

`table.py` gives the table; the rules of language stand in `pipelines/metrics/rules`. Not here: committees, the board.
"""
