"""Which questions to data come first, and in which order data could be opened."""
