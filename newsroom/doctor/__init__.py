"""Checks of an installation for its operator: `manage.py doctor`.

Each check returns the sentences about what is wrong, Russian / English, each with what to do; none for a sound one.
"""
