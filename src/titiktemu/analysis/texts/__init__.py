"""Texts: words, near-duplicates, topics, keywords, volume over time, codes and their check."""
