"""What is otherwise in a release than in the one before: columns, rows by key, cells, codes of regions."""
