"""What several explorers say."""

from ..moving.readings import Bands


def fate(what: str, steps: int) -> Bands:
    """Return the sentences for a gradient's norm, vanishing to exploding."""
    return (
        (1e-6, f"{what} vanishes: over {steps} steps it shrinks to {{value}}."),
        (0.1, f"{what} fades: over {steps} steps it shrinks to {{value}}."),
        (10, f"{what} holds: after {steps} steps it is {{value}}."),
        (None, f"{what} explodes: over {steps} steps it grows to {{value}}."),
    )
