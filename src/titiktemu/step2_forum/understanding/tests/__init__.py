"""What people do with data needs."""
