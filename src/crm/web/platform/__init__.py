"""The platform area on the web floor."""
