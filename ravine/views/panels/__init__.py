"""Panels below and over the stage: step inspector, many seeds, sharing."""
