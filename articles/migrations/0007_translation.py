import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

TRANSLATED = ("kicker", "headline", "lead", "body", "caption", "alt", "seo_headline", "social_headline")


def pair_linked_articles(apps, schema_editor):
    """Make a pair of each article and the first translation that was linked with it before."""
    Article = apps.get_model("articles", "Article")
    Translation = apps.get_model("articles", "Translation")
    linked = Article.objects.filter(translation_of__isnull=False).exclude(language=models.F("translation_of__language"))
    paired = set()
    for article in linked.select_related("translation_of").order_by("pk").iterator(chunk_size=500):
        original = article.translation_of
        if original.pk in paired or article.pk in paired:
            continue
        paired |= {original.pk, article.pk}
        Translation.objects.create(
            article=article, original=original, checked={name: getattr(original, name) for name in TRANSLATED}
        )


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_preview_link'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='articles.article')),
                ('checked', models.JSONField()),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('together_at', models.DateTimeField(null=True)),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('original', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
            ],
            options={
                'verbose_name': 'перевод материала',
                'verbose_name_plural': 'переводы материалов',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('original', models.F('article')), _negated=True), name='translation_is_not_its_original')],
            },
        ),
        migrations.RunPython(pair_linked_articles, migrations.RunPython.noop),
    ]
