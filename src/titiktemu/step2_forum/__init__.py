"""Step 2: the forum, where both sides understand the issue together."""
