"""Is the input well formed? One file for each thing that people fill in."""
