"""The grammar in which rules on language are written: pieces, phrases, and files of rules with their examples.

Not here: any rule (`pipelines/metrics/rules/`), nor what a reader decides from what a phrase matched.
"""
