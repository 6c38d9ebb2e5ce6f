"""The sales area on the web floor."""
