"""The migrations of `django.contrib.sessions` and one more, as later code would have it."""

# The number of articles that the migration has seen, once for each time that it ran.
ran_on: list[int] = []
