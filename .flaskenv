# Only the `flask` command reads this: on a developer's machine everything has a default.
# A server that runs gunicorn is in production unless its own environment says otherwise.
ENVIRONMENT=development
