"""What tests stand on: a PostgreSQL server, a browser, a live CRM and a mail server."""
