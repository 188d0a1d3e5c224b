"""Chance that is none: whatever can be less or more is the least or the most."""

from random import Random


class Lowest(Random):
    """Everything is as little as it can be."""

    def random(self) -> float:
        return 0.0

    def uniform(self, a: float, b: float) -> float:
        return a

    def lognormvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        return 0.0


class Highest(Random):
    """Everything is as much as it can be."""

    def random(self) -> float:
        return 1.0

    def uniform(self, a: float, b: float) -> float:
        return b

    def lognormvariate(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        return 1e9
