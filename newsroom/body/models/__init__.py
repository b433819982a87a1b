"""What blocks refer to: fact boxes and files."""

from newsroom.body.models.attachment import Attachment, AttachmentKind
from newsroom.body.models.fact_box import FactBox, FactBoxVersion

__all__ = ["Attachment", "AttachmentKind", "FactBox", "FactBoxVersion"]
