"""The customer area on the dao floor."""
