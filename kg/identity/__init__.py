"""Who is who: source entities become entities, by rules that can be read and decisions that can be undone."""
