"""The platform area on the dao floor."""
