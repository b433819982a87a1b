"""Findings about a text: what a corrector may change, each with a suggestion that can be refused."""

from newsroom.proofreading.findings import LANGUAGES, Finding, apply, check

__all__ = ["LANGUAGES", "Finding", "apply", "check"]
