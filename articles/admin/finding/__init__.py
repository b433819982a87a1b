"""Finding work: the search over all articles, the palette, and the saved views of the list."""
