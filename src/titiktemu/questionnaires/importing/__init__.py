"""What the worker does with a file of another tool. Nothing here writes rows: `tasks` does."""
