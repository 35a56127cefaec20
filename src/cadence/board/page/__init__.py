"""The action board as a browser sees it: modules that build on those of the forms, and a style sheet."""
