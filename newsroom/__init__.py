"""The newsroom: settings, addresses, and the apps around the editorial heart."""

__version__ = "0.1.0"
