"""The platform area on the domain floor."""
