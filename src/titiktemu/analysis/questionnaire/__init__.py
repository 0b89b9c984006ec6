"""Questionnaires: their questions, the conditions between them, what may be answered, and what was."""
