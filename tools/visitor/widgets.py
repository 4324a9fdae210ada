"""Widget states as a browser sends them: the values of all widgets, with every message."""

from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

COMPONENT = "bidi_component"
KINDS = {"slider", "number_input", "text_input", "selectbox", "multiselect", "button_group", "checkbox", COMPONENT}


def name_of(widget_id: str) -> str:
    """The key that the app gave to a widget, which is the end of its id."""
    return widget_id.split("-", 2)[-1]


def state(element: Element) -> WidgetState | None:
    """The state of a widget that was just shown; None for widgets without a state before their first use."""
    kind = element.WhichOneof("type")
    if kind not in KINDS:
        return None
    widget = getattr(element, kind)
    values = WidgetState(id=widget.id)
    if kind == COMPONENT:
        values.json_value = "{}"
    elif kind == "slider" and widget.options:
        values.string_array_value.data.extend(widget.raw_value if widget.set_value else _chosen(widget))
    elif kind == "slider":
        values.double_array_value.data.extend(widget.value if widget.set_value else widget.default)
    elif kind == "number_input":
        values.double_value = widget.value if widget.set_value else widget.default
    elif kind == "text_input":
        values.string_value = widget.value if widget.set_value else widget.default
    elif kind == "checkbox":
        values.bool_value = widget.value if widget.set_value else widget.default
    elif kind == "selectbox":
        values.string_value = widget.raw_value if widget.set_value else widget.options[widget.default]
    elif kind == "multiselect":
        values.string_array_value.data.extend(widget.raw_values if widget.set_value else _chosen(widget))
    else:
        chosen = [widget.options[k].content for k in widget.default]
        values.string_array_value.data.extend(widget.raw_values if widget.set_value else chosen)
    return values


def is_set(element: Element) -> bool:
    """Whether the app sets the widget's value, so that it replaces the visitor's."""
    return bool(getattr(getattr(element, element.WhichOneof("type") or ""), "set_value", False))


def _chosen(widget: Any) -> list[str]:
    return [widget.options[int(k)] for k in widget.default]
