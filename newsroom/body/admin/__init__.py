"""The admin screens of what blocks refer to; one screen is one file."""

from django.contrib import admin

from newsroom.body.admin.attachments import AttachmentAdmin
from newsroom.body.models import Attachment

admin.site.register(Attachment, AttachmentAdmin)
