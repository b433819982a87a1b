"""The board: articles in columns by state, moved by the transitions of the workflow."""
