"""What the search of the newsroom is stored in: terms of articles, and the saved views of people."""
