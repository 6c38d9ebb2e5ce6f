"""`python -m bench.lighthouse`: Lighthouse's marks for the list and the record page, signed in, in a real browser.

Needs npm and chromium; Lighthouse itself is installed into this folder on the first run.
"""
