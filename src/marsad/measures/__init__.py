"""The room of measures: stories → numbers, each with how many stories and origins it rests on.

Formulas are those of docs/reference/measures.md; each function names the source of its own.
"""
