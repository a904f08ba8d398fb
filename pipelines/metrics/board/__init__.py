"""The board and its committees: who oversees cybersecurity, and how often is it told?

The passes, in order, and what is decided in each:

1. `names.py` finds names of committees in a sentence, and which words make one body's name.
2. `register.py` decides which mentions of a filing are one committee, by names, defined terms and pronouns, and writes
   each sentence anew with marks: `⟦C0⟧`, `⟦C1⟧` ... the committees, `⟦B⟧` the board. From here on phrases say {committee}
   and {board}.
3. `standing.py` weighs what the sentences say of each committee: whose it is (`rules/committee_whose.toml`, and its name,
   `committee_names.toml`), and how plainly it is charged, with what (`committee_charge.toml`). Of the board's committees
   those of the highest grade count.
4. `reading.py` does all this once for each filing, and decides where the board keeps the oversight to itself.
5. Three tables are made of the readings: `committees.py` (name and category), `oversight.py` (the structure: committees
   before the board before executives, `rules/oversight.toml`) and `cadence.py` (which frequencies belong to reports to
   the board or a committee of it, clause by clause, `rules/cadence.toml`).

Not here: the rules of language themselves (`pipelines/metrics/rules`).
"""
