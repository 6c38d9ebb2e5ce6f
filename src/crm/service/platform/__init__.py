"""The platform area on the service floor."""
