"""Colour scale of surfaces, colours of rules and of their copies, and the dash pattern of averages.

The scale has one hue, from the page's background at the lowest loss to slate at the highest, in equal steps of
lightness in OKLab (Ottosson, 2020), so that equal differences of loss look equal. Optimizers have strong colours,
declared in their files: Okabe-Ito's, and four more as far from them. The surface's are muted to keep them visible.
"""

SURFACE = {
    "light": ("#F4FCFD", "#D9E9EE", "#BFD7E1", "#A6C4D5", "#90B0CA", "#7C9CBF", "#6C88B3", "#5E73A7", "#545E99"),
    "dark": ("#10131D", "#1B212F", "#243042", "#2E4056", "#37516A", "#3F637E", "#467692", "#4D89A6", "#539DB9"),
}
# Background of the page by theme, as .streamlit/config.toml has it.
PAGES = {"light": "#FFFFFF", "dark": "#14151A"}
# Colours of rules, and for each those of the second to eighth racer of such a rule: its hue in other lightness. They
# are told apart with every kind of colour vision; tools/copy_colours.py finds them and says how.
COPIES = {
    "#56B4E9": ("#005673", "#4B7DAF", "#6EA8BD", "#436F91", "#00A2E4", "#0083E1", "#005EA4"),
    "#E69F00": ("#6C5A27", "#927D54", "#C0AD75", "#C8A04B", "#A68D41", "#7F5D00", "#856D49"),
    "#CC79A7": ("#872970", "#B05875", "#FF3E90", "#CE00A7", "#FF62C1", "#8E4770", "#B5005E"),
    "#009E73": ("#007839", "#72B985", "#598C7C", "#41B067", "#467753", "#2D854C", "#649C8B"),
    "#D55E00": ("#813F31", "#FF885C", "#986F4C", "#E07539", "#B65D2A", "#AA7D57", "#895624"),
    "#0072B2": ("#6CA7C4", "#005674", "#00A2E5", "#0055BE", "#3B6693", "#48769C", "#0082B9"),
    "#25633F": ("#79B96F", "#598D7A", "#47AC8B", "#527F4A", "#1E8900", "#476F40", "#2B725B"),
    "#6D4902": ("#C1AC75", "#8E7F55", "#8F6A2F", "#A78C41", "#C89F4B", "#855900", "#7E704B"),
    "#A93486": ("#DD8CDB", "#C16394", "#FD06FF", "#9B0058", "#C53E7C", "#B43EB4", "#FE0094"),
    "#986BFE": ("#712C9F", "#8328FF", "#9B7DCC", "#5100F6", "#914AE4", "#998BFF", "#7937C3"),
}
# Dash pattern of an average beside its weights, in CSS pixels; no optimizer uses it.
ANSWER_DASH = (12, 3, 2, 3, 2, 3)


def colorscale(theme: str) -> list[list]:
    """The colour scale in Plotly's form, ``[[0, colour], ..., [1, colour]]``; ``theme`` is ``light`` or ``dark``."""
    colours = SURFACE[theme]
    return [[k / (len(colours) - 1), colour] for k, colour in enumerate(colours)]
