"""The desk of the pieces; its screens are in `articles.desk`, one a file."""

from django.contrib import admin
from taggit.models import Tag as StockTag

from articles.desk.article import ArticleAdmin
from articles.desk.digest import DigestAdmin
from articles.desk.front import FrontPickAdmin
from articles.desk.outlet import OutletAdmin
from articles.desk.sections import SectionAdmin
from articles.desk.tag_names import TagAdmin
from articles.desk.texts import TextAdmin
from articles.models import Article, Digest, FrontPick, Outlet, Section, Tag, Text

admin.site.register(Article, ArticleAdmin)
admin.site.register(Digest, DigestAdmin)
admin.site.register(FrontPick, FrontPickAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(Tag, TagAdmin)
admin.site.register(Outlet, OutletAdmin)
admin.site.register(Text, TextAdmin)
# Its screens ask for no right and write past the door; tags of pieces are `articles.models.Tag`.
admin.site.unregister(StockTag)
