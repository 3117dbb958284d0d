"""Documents and what was observed of GitHub in, a plan out; no clock, no file, no network."""
