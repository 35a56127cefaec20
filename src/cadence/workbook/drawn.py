"""Of which forms a page shows more than the form: what is drawn from them, or said of them."""

DRAWN = frozenset(
    {
        "driver-diagram",
        "feedback",
        "fidelity-impact",
        "five-whys",
        "if-then",
        "routines-and-succession",
        "stakeholders",
        "timeline-and-resources",
        "what-we-stop",
    }
)
