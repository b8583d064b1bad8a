"""Running a rulebook over facts: the driver of the stages, and two matchers that must agree to the byte."""
