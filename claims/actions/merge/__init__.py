"""Two ledgers made one: the same records whichever goes into which.

Nothing here picks between rulings; both stay, and the order of rulings decides. Start with merge.py.
"""
