"""From an executed notebook to a page and to paper: nbconvert exporters for HTML and for tagged PDF.

An executed notebook becomes one `parts.Document`; `html_body` and `typst_markup` set it.
"""
