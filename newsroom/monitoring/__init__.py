"""Metrics, log lines as JSON and reports of errors, each of which an operator may turn on."""
