"""What is done with a file that a stranger made: in a process of its own, without Django and without secrets.

``documents.apart`` starts it. Nothing in here may import anything of the site but what is pure.
"""
