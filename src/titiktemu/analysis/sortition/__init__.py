"""Drawing a panel among volunteers: quotas are met, and the least chance is as great as it can be."""
