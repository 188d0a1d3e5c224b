"""Native speakers read, correct and record a language, from a link."""
