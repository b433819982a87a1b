"""The body of an article: its editor, and the kinds of blocks that it holds."""
