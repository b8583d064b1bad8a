"""The law as data: the rule pack's files, what they may say, and the rulebook they are assembled into."""
