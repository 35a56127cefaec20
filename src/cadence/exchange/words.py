"""How headings, names and codes are compared: by their letters and digits alone."""


def folded(text: str) -> str:
    """Return letters and digits alone, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
