"""The carrier's REST API: for the command line, and for the one call that cannot do without it.

No call waits for it, but one in which somebody asked for an interpreter, or could have:
`routes/webhook/interpreter.py`. That one waits two seconds a request, tries nothing twice, and goes
on without an interpreter when it fails.
"""
