"""Is what was sent well formed? Whether it is allowed, and in time, is for the services to say."""
