"""Asks the Asterisk of this machine, as a person does at its console (`asterisk -rx`)."""

import subprocess

TIMEOUT = 10
"""Seconds for one question."""


class ConsoleError(Exception):
    """Asterisk could not be asked. Says what to do."""


def ask(command: str) -> str:
    """What Asterisk answers to a command of its console. Raises ConsoleError."""
    try:
        done = subprocess.run(
            ["asterisk", "-rx", command],
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise ConsoleError("there is no `asterisk` here: run this where Asterisk runs") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        kind = type(error).__name__
        raise ConsoleError(f"`asterisk -rx` does not answer ({kind}): look into its log") from None
    if done.returncode or "Unable to connect" in done.stdout + done.stderr:
        raise ConsoleError(
            "Asterisk does not run, or this user may not ask it: start it, and let astctlgroup in "
            "asterisk.conf be the hotline's group"
        )
    return done.stdout
