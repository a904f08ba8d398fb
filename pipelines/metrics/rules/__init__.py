"""The rules of language, one file a question: phrases, what they give, and sentences that they must and must not read.

Not here: Python. How a phrase is written is told in docs/phrases.md.
"""
