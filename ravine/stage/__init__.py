"""The stage: contour plot, 3-D surface, loss chart and board, drawn in the browser from one binary payload a change."""
