"""What the web server serves."""

import os

from xenia.config.data_folder import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
