"""The person who picks up a test call: plays the document and presses keys."""

from flask import Flask

from routes.simulator.leg import Leg
from routes.simulator.simulated_carrier import AppCarrier


class Callee(Leg):
    """A leg that begins with a document instead of an address."""

    def __init__(self, app: Flask, document: str) -> None:
        super().__init__(AppCarrier(app))
        self.plays(document)

    def does(self, *keys: str) -> "Callee":
        """Presses these keys; an empty one is silence."""
        for key in keys:
            if key:
                self.press(key)
            else:
                self.wait()
        return self
