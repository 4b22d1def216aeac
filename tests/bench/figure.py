"""One measured figure beside its goal."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value with the goal it is held against; `better` says on which side of it is good."""

    name: str
    value: float
    goal: float
    unit: str = ""
    better: Literal["lower", "higher"] = "lower"

    @property
    def is_met(self) -> bool:
        return self.value <= self.goal if self.better == "lower" else self.value >= self.goal

    def line(self) -> str:
        """Return name, value, goal and verdict as one line of columns."""
        sign = "≤" if self.better == "lower" else "≥"
        value = f"{self.value:.4g} {self.unit}".strip()
        goal = f"{sign} {self.goal:.4g} {self.unit}".strip()
        return f"{self.name:<56} {value:>14} {goal:>16}  {'ok' if self.is_met else 'short'}"
