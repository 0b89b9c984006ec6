"""What a person decided about a table: kept, asked about, replayed on the next delivery, written typed."""
