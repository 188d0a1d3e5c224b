"""Tells people what goes wrong, by mail, messengers and webhooks."""
