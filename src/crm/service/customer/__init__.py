"""The customer area on the service floor."""
