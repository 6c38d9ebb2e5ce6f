"""The API on the web floor: the same services as the pages, spoken to in JSON."""
