"""The action board as a browser sees it: modules beside those of the forms, which they build on, and a style sheet."""
