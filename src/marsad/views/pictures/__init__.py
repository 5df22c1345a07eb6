"""Pictures of where a state leans: SVG that needs no script and loads nothing.

All charts are drawn with one kit: `svg` writes elements, `sheet` places them in the direction of reading,
`spans` lays windows of time along an axis, `layout` puts a heading, a key and notes around a chart.
"""
