"""What every module on this floor is made of."""
