"""Data needs: which data would prove or disprove it, who holds it, and what is opened first."""
