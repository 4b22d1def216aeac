"""What the benches serve: the site, and the least there is to compare it with."""
