"""What goes wrong is told to people: by mail, messengers and webhooks."""
