"""The sales area on the domain floor."""
