"""The exports of other programs, one module each; `registry` lists them."""
