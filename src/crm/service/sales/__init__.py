"""The sales area on the service floor."""
