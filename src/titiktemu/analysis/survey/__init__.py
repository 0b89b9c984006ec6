"""Surveys: estimates for a population from a sample of it, with the uncertainty that the design deserves.

`table` reads answers, `designs` says how people were drawn, `calibration` fits weights to known totals,
`estimates` and `quantiles` give totals, means, shares, ratios and quantiles, `scales`, `choices` and
`cross_tables` the tables of whole questions, and `report` does all of it from the names of columns.
"""
