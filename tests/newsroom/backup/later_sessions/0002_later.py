from django.db import migrations

from tests.newsroom.backup import later_sessions


def run(apps, editor):
    article = apps.get_model("articles", "Article")
    later_sessions.ran_on.append(article.objects.using(editor.connection.alias).count())


class Migration(migrations.Migration):
    dependencies = [("sessions", "0001_initial"), ("articles", "0001_initial")]
    operations = [migrations.RunPython(run)]
