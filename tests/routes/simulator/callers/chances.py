"""Chance without chance: every draw is the least or the most that it can be."""

from random import Random


class Lowest(Random):
    """Every draw is the least."""

    def random(self) -> float:
        return 0.0

    def uniform(self, a: float, b: float) -> float:
        return a

    def lognormvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        return 0.0


class Highest(Random):
    """Every draw is the most."""

    def random(self) -> float:
        return 1.0

    def uniform(self, a: float, b: float) -> float:
        return b

    def lognormvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        return 1e9
