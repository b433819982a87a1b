"""What becomes of an uploaded file: its type by its bytes, the refusals, the action that stores it."""
