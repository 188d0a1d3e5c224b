"""What the hotline counts: how often something happened, and never in which call."""
