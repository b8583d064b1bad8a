"""One workload, three ways: a rule pack for the two engines, and closures written by hand as their peer."""
