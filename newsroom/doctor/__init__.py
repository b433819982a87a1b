"""Checks of an installation for its operator: `manage.py doctor`.

Each check yields sentences about what is wrong, Russian / English, each with what to do; none if all is well. Its
docstring says what must be so.
"""
