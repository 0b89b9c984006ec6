"""Ballots: reading and writing them, and the rules that choose items from them."""
