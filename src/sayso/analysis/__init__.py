"""What the ledger adds up to: relations, turning points, roles, networks, narratives, outlook.

Nothing here gives a verdict. Every result names the events behind it.
"""
