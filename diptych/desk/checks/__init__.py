"""The checks of `diptych check`: one a module, each from what the newsroom holds to problems.

`registry` lists them, `matter` is what they are given. A check writes nothing and asks nothing but
its arguments.
"""
