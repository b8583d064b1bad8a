"""From a scenario to a decision: facts in, an engine run, a traced decision out."""
