"""The joint team: the guideline's third step."""
