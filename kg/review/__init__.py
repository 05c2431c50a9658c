"""A person in the loop: what was read is shown with its sentence, and accepted, rejected or corrected."""
