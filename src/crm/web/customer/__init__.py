"""The customer area on the web floor."""
