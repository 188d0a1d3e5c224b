"""Going live and staying so: fallback, confirmed lines, languages that are offered, listening
times.
"""
