"""Evidence of step 1: what media, focus groups and experts say."""
