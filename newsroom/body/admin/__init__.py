"""The screens of fact boxes and attached files."""

from newsroom.body.admin import attachments, fact_boxes

__all__ = ["attachments", "fact_boxes"]
