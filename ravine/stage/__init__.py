"""The stage: contour, surface, loss chart and board, drawn in the browser from one blob a change."""
