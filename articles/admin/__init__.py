"""The admin screens of articles, sections, tags, the front page and the outlet; one screen is one file."""

from django.contrib import admin
from taggit.models import Tag as StockTag

from articles.admin.article.screen import ArticleAdmin
from articles.admin.site.front_page import FrontPickAdmin
from articles.admin.site.outlet import OutletAdmin
from articles.admin.site.texts import TextAdmin
from articles.admin.starting.templates import TemplateAdmin
from articles.admin.taxonomy.sections import SectionAdmin
from articles.admin.taxonomy.tags import TagAdmin
from articles.models import Article, ArticleTemplate, Text
from newsroom.website.models import FrontPick, Outlet, Section, Tag

admin.site.register(Article, ArticleAdmin)
admin.site.register(ArticleTemplate, TemplateAdmin)
admin.site.register(FrontPick, FrontPickAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(Tag, TagAdmin)
admin.site.register(Outlet, OutletAdmin)
admin.site.register(Text, TextAdmin)
# taggit's own screens check no role and write without an action; tags of articles are `newsroom.website.models.Tag`.
admin.site.unregister(StockTag)
