"""What a decision still turns on: its open questions, what each answer would change, and the asking of them in turn."""
