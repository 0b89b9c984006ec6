"""Texts that are kept in both languages."""

from django.utils.translation import get_language


def in_reader_language(indonesian: str, english: str) -> str:
    """The text in the reader's language where it was written in it, otherwise in the other."""
    wanted = english if get_language() == "en" else indonesian
    return wanted or indonesian or english
