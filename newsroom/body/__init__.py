"""The blocks of an article's body. `kinds` declares each once; the other modules follow from it."""
