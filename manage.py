"""`python manage.py` for the habit of it: the same as the command `essaim`."""

from config.cli import main

if __name__ == "__main__":
    main()
