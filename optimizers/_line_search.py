"""Line search for the strong Wolfe conditions, as in torch.

Transcribed from torch.optim.lbfgs._strong_wolfe (2.13), which follows minFunc; brackets are plain numbers here, so that
it compiles.
"""

from vecmath import sqrt

SUFFICIENT = 1e-4


def dot(a, b):
    return a[0] * b[0] + a[1] * b[1]


def along(w, t, d):
    return (w[0] + t * d[0], w[1] + t * d[1])


def cubic(x1, f1, g1, x2, f2, g2, low, high):
    """Minimum between ``low`` and ``high`` of the cubic through two values and slopes; their middle if it has none."""
    if x1 == x2:
        return (low + high) / 2.0
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1 * d1 - g1 * g2
    if not square >= 0.0:
        return (low + high) / 2.0
    d2 = sqrt(square)
    if x1 > x2:
        x1, x2, g1, g2 = x2, x1, g2, g1
    divisor = g2 - g1 + 2 * d2
    place = x2 - (x2 - x1) * ((g2 + d2 - d1) / divisor) if divisor != 0.0 else (low + high) / 2.0
    return min(max(place, low), high)


def strong_wolfe(  # noqa: PLR0912, PLR0915 - one search, in torch's order
    loss, w, t, d, f, g, slope, c2, tolerance, most
):
    """Step length, loss and gradient there, and number of evaluations.

    Args:
        loss: ``loss(w) -> (f, gx, gy)``.
        w, d: starting point and direction.
        t: first step length to try.
        f, g, slope: loss, gradient and directional derivative along ``d`` at ``w``.
        c2: largest share of the slope that may remain (curvature condition).
        tolerance: bracket width at which the search stops.
        most: most evaluations after the first.

    Returns:
        ``(t, f, g, looks)``.
    """
    reach = max(abs(d[0]), abs(d[1]))
    f_new, gx, gy = loss(along(w, t, d))
    g_new = (gx, gy)
    looks = 1.0
    slope_new = dot(g_new, d)
    t_low, f_low, g_low, slope_low = 0.0, f, g, slope
    tries = 0.0
    # Extend until the bracket contains an acceptable length.
    bracketed = False
    while tries < most and not bracketed:
        if f_new > (f + SUFFICIENT * t * slope) or (tries > 1 and f_new >= f_low):
            bracketed = True
        elif abs(slope_new) <= -c2 * slope:
            return t, f_new, g_new, looks
        elif slope_new >= 0:
            bracketed = True
        else:
            t_next = cubic(t_low, f_low, slope_low, t, f_new, slope_new, t + 0.01 * (t - t_low), t * 10)
            t_low, f_low, g_low, slope_low = t, f_new, g_new, slope_new
            t = t_next
            f_new, gx, gy = loss(along(w, t, d))
            g_new = (gx, gy)
            looks += 1.0
            slope_new = dot(g_new, d)
            tries += 1.0
    if not bracketed:
        t_low, f_low, g_low, slope_low = 0.0, f, g, slope
    t_high, f_high, g_high, slope_high = t, f_new, g_new, slope_new
    if not f_low <= f_high:
        t_low, t_high, f_low, f_high = t_high, t_low, f_high, f_low
        g_low, g_high, slope_low, slope_high = g_high, g_low, slope_high, slope_low
    # Shrink the bracket until its lower end is acceptable.
    done, stalled = False, False
    while not done and tries < most and not abs(t_high - t_low) * reach < tolerance:
        left, right = min(t_low, t_high), max(t_low, t_high)
        # torch passes the ends in the order in which they were found; the cubic does not depend on the order.
        t = cubic(t_low, f_low, slope_low, t_high, f_high, slope_high, left, right)
        margin = 0.1 * (right - left)
        if min(right - t, t - left) < margin:
            if stalled or t >= right or t <= left:
                t = right - margin if abs(t - right) < abs(t - left) else left + margin
                stalled = False
            else:
                stalled = True
        else:
            stalled = False
        f_new, gx, gy = loss(along(w, t, d))
        g_new = (gx, gy)
        looks += 1.0
        slope_new = dot(g_new, d)
        tries += 1.0
        if f_new > (f + SUFFICIENT * t * slope) or f_new >= f_low:
            t_high, f_high, g_high, slope_high = t, f_new, g_new, slope_new
            if not f_low <= f_high:
                t_low, t_high, f_low, f_high = t_high, t_low, f_high, f_low
                g_low, g_high, slope_low, slope_high = g_high, g_low, slope_high, slope_low
        else:
            if abs(slope_new) <= -c2 * slope:
                done = True
            elif slope_new * (t_high - t_low) >= 0:
                t_high, f_high, g_high, slope_high = t_low, f_low, g_low, slope_low
            t_low, f_low, g_low, slope_low = t, f_new, g_new, slope_new
    return t_low, f_low, g_low, looks
