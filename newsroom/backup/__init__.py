"""The whole newsroom in one file, and back: `manage.py backup` and `manage.py restore`."""
