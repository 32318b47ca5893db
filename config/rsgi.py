"""What the web server calls: the application of `config.wsgi`, behind the reception."""

from config.wsgi import application as wsgi
from essaim.portal.reception import Reception
from essaim.portal.serving import THREADS

application = Reception(wsgi, threads=THREADS)
