"""Kinds of arguments that several commands take; argparse turns their errors into sentences."""

from __future__ import annotations

import argparse

from titiktemu.config.cli.texts import _


def natural(text: str) -> int:
    """A whole number from 0."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("{value} is no whole number from 0").format(value=text))
    return int(text)
