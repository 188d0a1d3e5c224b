"""Why a call to this hotline could fail: a file for each check, and `examine`, which runs them."""
