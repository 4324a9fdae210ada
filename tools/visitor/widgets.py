"""What a browser says of a page's widgets: with every message it sends the values of all of them."""

from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

COMPONENT = "bidi_component"
KINDS = {"slider", "number_input", "selectbox", "multiselect", "button_group", "checkbox", COMPONENT}


def name_of(widget_id: str) -> str:
    """The key that the app gave a widget: the end of its id."""
    return widget_id.split("-", 2)[-1]


def state(element: Element) -> WidgetState | None:
    """The state of a widget that was just shown; None for what has none until it is used."""
    kind = element.WhichOneof("type")
    if kind not in KINDS:
        return None
    widget = getattr(element, kind)
    said = WidgetState(id=widget.id)
    if kind == COMPONENT:
        said.json_value = "{}"
    elif kind == "slider" and widget.options:
        said.string_array_value.data.extend(widget.raw_value if widget.set_value else _chosen(widget))
    elif kind == "slider":
        said.double_array_value.data.extend(widget.value if widget.set_value else widget.default)
    elif kind == "number_input":
        said.double_value = widget.value if widget.set_value else widget.default
    elif kind == "checkbox":
        said.bool_value = widget.value if widget.set_value else widget.default
    elif kind == "selectbox":
        said.string_value = widget.raw_value if widget.set_value else widget.options[widget.default]
    elif kind == "multiselect":
        said.string_array_value.data.extend(widget.raw_values if widget.set_value else _chosen(widget))
    else:
        chosen = [widget.options[k].content for k in widget.default]
        said.string_array_value.data.extend(widget.raw_values if widget.set_value else chosen)
    return said


def is_set(element: Element) -> bool:
    """Whether the app says what the widget is to show, instead of leaving it as the visitor has set it."""
    return bool(getattr(getattr(element, element.WhichOneof("type") or ""), "set_value", False))


def _chosen(widget: Any) -> list[str]:
    return [widget.options[int(k)] for k in widget.default]
