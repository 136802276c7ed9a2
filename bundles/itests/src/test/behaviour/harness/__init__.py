"""Plays scenarios in a directory: a stage, helper processes that make the calls, and a transcript of their results."""
