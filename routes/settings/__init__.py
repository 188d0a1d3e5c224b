"""What the environment says, and whether it can be true."""
