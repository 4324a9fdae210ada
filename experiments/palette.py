"""Colour scale of surfaces, and the dash pattern of averages.

The scale has one hue, from the page's background at the lowest loss to slate at the highest, in equal steps of
lightness in OKLab (Ottosson, 2020), so that equal differences of loss look equal. Optimizers have strong colours
(Okabe-Ito, declared in their files); the surface's are muted to keep them visible.
"""

SURFACE = {
    "light": ("#F4FCFD", "#D9E9EE", "#BFD7E1", "#A6C4D5", "#90B0CA", "#7C9CBF", "#6C88B3", "#5E73A7", "#545E99"),
    "dark": ("#10131D", "#1B212F", "#243042", "#2E4056", "#37516A", "#3F637E", "#467692", "#4D89A6", "#539DB9"),
}
# Dash pattern of an average beside its weights, in CSS pixels; no optimizer uses it.
ANSWER_DASH = (12, 3, 2, 3, 2, 3)


def colorscale(theme: str) -> list[list]:
    """The colour scale in Plotly's form, ``[[0, colour], ..., [1, colour]]``; ``theme`` is ``light`` or ``dark``."""
    colours = SURFACE[theme]
    return [[k / (len(colours) - 1), colour] for k, colour in enumerate(colours)]
