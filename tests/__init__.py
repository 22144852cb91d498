"""What is proven about the whole house; what one room does is proven beside its code."""
