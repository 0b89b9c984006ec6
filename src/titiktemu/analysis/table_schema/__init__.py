"""Table Schema of Data Package 2: inferred, read, compared, and held against tables, every error named."""
