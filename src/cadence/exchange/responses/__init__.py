"""Answers to a survey from paper that was typed in, and from Google or Microsoft Forms.

Nothing here ever repeats an answer, somebody's words, or who said what: complaints name a line and a column,
and a value only where it is too short for words and on no scale.
"""
