"""The screens of fact boxes and attached files."""

from newsroom.body.admin import fact_boxes

__all__ = ["fact_boxes"]
