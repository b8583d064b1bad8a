"""What goes in and what comes out: reading YAML, the scenario, the decision. No law and no reasoning."""
