"""The register: users, persons, organizations, their dated roles, and what they said.

Imports nothing of ours and has no public views.
"""
