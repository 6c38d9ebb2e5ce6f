"""The sales area on the dao floor."""
