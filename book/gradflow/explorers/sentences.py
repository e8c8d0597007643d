"""What several explorers say."""

from ..moving.readings import Bands


def fate(what: str, steps: int) -> Bands:
    """Return the sentences for an influence, vanishing to exploding."""
    after = f"after {steps} steps"
    return (
        (0.001, f"{what} vanishes: {after} {{value}} of a change is left."),
        (0.995, f"{what} fades: {after} {{share}} of a change is left."),
        (1.005, f"{what} keeps its size over {steps} steps."),
        (10, f"{what} grows: {after} a change is {{value}} times as large."),
        (
            None,
            f"{what} explodes: {after} a change is {{value}} times as large.",
        ),
    )


def fate_or_nothing(what: str, steps: int) -> Bands:
    """Return ``fate``'s sentences, and one for an influence of zero."""
    nothing = (
        f"{what} vanishes: after {steps} steps nothing of a change is left."
    )
    return (1e-300, nothing), *fate(what, steps)


def kept(who: str, what: str) -> Bands:
    """Return the sentences for how much of something a network keeps."""
    return (
        (0.001, f"{who} keeps next to nothing of {what}: {{value}}."),
        (0.995, f"{who} keeps {{share}} of {what}."),
        (1.005, f"{who} keeps all of {what}."),
        (1.995, f"{who} lets {what} grow to {{share}}."),
        (None, f"{who} lets {what} grow {{value}} times."),
    )
