from django.core.management.base import BaseCommand

from people import naming


class Command(BaseCommand):
    help = "Write the names by which the desk check finds people and organizations anew."

    def handle(self, *args, **options):
        self.stdout.write(f"{naming.rebuild()} names are known.")
