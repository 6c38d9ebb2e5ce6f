"""The customer area on the domain floor."""
