"""The scripts of the forms that filter, in parts and as sites get them."""
