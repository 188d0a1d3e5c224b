"""What is said: the English source, its translations, and the facts that must be spoken."""
