"""What both sides understand alike: so far the register of current efforts."""
