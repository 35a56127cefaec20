"""What must stay hidden, so that no number says what one person answered, not even by subtraction.

Three rules, and nothing else decides:

- A cell of fewer people than the threshold is hidden.
- Where parts are shown beside their total, the hidden parts are at least two and together at least the
  threshold, so that the total less what is shown says nothing about one of them (complementary suppression).
- A total over items, or over teams, is the sum of what is shown of them and of nothing else; then there is
  no hidden part to get by subtraction.
"""

from collections.abc import Mapping

FLOOR = 3  # no setting goes below this
TEAMS = 3  # fewer teams than this are no institute: one of them could take its own away


def floor(threshold: int) -> int:
    """Return a threshold that is not below the floor, whatever was asked for."""
    return max(FLOOR, threshold)


def hidden_parts(sizes: Mapping[str, int], threshold: int) -> set[str]:
    """Return which parts of a shown total stay hidden; a part of size 0 holds nobody and is left alone."""
    parts = {part: size for part, size in sizes.items() if size}
    hidden = {part for part, size in parts.items() if size < threshold}
    # The smallest go next; the name settles a tie, so that the answer does not depend on the order.
    rest = sorted((part for part in parts if part not in hidden), key=lambda part: (parts[part], part))
    # Each of the hidden is below the threshold: together they reach it only if they are two or more.
    while hidden and rest and sum(parts[part] for part in hidden) < threshold:
        hidden.add(rest.pop(0))
    return hidden
