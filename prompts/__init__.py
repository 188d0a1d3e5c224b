"""What is said: the English source, its translations, and the facts that they must carry."""
