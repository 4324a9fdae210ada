/* The loops of engine/drivers.py as one would write them in C: surface and rule inlined into one loop a pair, the same
 * record of every step (path, loss, gradient, states), the same test for divergence, coefficients given as a table. */
#include <math.h>

typedef struct { double f, x, y; } Seen;

static inline Seen bowl(double x, double y, const double *p) {
    double angle = p[1] * (M_PI / 180.0), c = cos(angle), s = sin(angle);
    double u = c * x + s * y, v = c * y - s * x, gu = u, gv = p[0] * v;
    return (Seen){0.5 * (u * gu + v * gv), c * gu - s * gv, s * gu + c * gv};
}

static inline Seen rosenbrock(double x, double y, const double *p) {
    double a = p[0], b = p[1], s = a - x, off = y - x * x;
    return (Seen){s * s + b * off * off, -2.0 * s - 4.0 * b * x * off, 2.0 * b * off};
}

static inline Seen rastrigin(double x, double y, const double *p) {
    double a = p[0], turn = 2.0 * M_PI, slope = turn * a;
    double f = 2.0 * a + x * x - a * cos(turn * x) + y * y - a * cos(turn * y);
    return (Seen){f, 2.0 * x + slope * sin(turn * x), 2.0 * y + slope * sin(turn * y)};
}

static inline double gd(double w, double g, double *s, const double *c) {
    (void)s;
    g = g + c[1] * w;
    return w - c[0] * g;
}

static inline double largest(double a, double b) { return b > a ? b : a; }

static inline double momentum(double w, double g, double *s, const double *c) {
    g = g + c[3] * w;
    s[0] = c[1] * s[0] + c[2] * g;
    return w - c[0] * s[0];
}

static inline double nesterov(double w, double g, double *s, const double *c) {
    g = g + c[2] * w;
    s[0] = c[1] * s[0] + g;
    return w - c[0] * (g + c[1] * s[0]);
}

static inline double rmsprop(double w, double g, double *s, const double *c) {
    g = g + c[4] * w;
    s[0] = s[0] * c[1] + c[2] * g * g;
    s[1] = c[6] * (s[1] + c[2] * (g - s[1]));
    s[2] = c[5] * s[2] + g / (sqrt(s[0] - s[1] * s[1]) + c[3]);
    return w - c[0] * s[2];
}

static inline double adam(double w, double g, double *s, const double *c) {
    g = g + c[7] * w;
    w = w * c[8];
    s[0] = s[0] + c[2] * (g - s[0]);
    s[1] = s[1] * c[3] + c[4] * g * g;
    s[2] = c[9] * largest(s[2], s[1]);
    return w + (-c[0] * s[0]) / (sqrt(largest(s[1], s[2]) + c[5]) / c[1] + c[6]);
}

static inline double adamw(double w, double g, double *s, const double *c) {
    w = w * c[6];
    s[0] = s[0] + c[2] * (g - s[0]);
    s[1] = s[1] * c[3] + c[4] * g * g;
    s[2] = c[7] * largest(s[2], s[1]);
    return w + (-c[0] * s[0]) / (sqrt(largest(s[1], s[2])) / c[1] + c[5]);
}

static inline double adagrad(double w, double g, double *s, const double *c) {
    g = g + c[1] * w;
    s[0] = s[0] + g * g;
    return w + (-c[0] * g) / (sqrt(s[0]) + c[2]);
}

static inline double adamax(double w, double g, double *s, const double *c) {
    g = g + c[4] * w;
    s[0] = s[0] + c[1] * (g - s[0]);
    s[1] = largest(s[1] * c[2], fabs(g) + c[3]);
    return w + (-c[0] * s[0]) / s[1];
}

static inline double lion(double w, double g, double *s, const double *c) {
    double blend = c[2] * g + c[1] * s[0], sign = blend > 0.0 ? 1.0 : blend < 0.0 ? -1.0 : 0.0;
    s[0] = c[4] * g + c[3] * s[0];
    return w - c[0] * (sign + c[5] * w);
}

static inline double nadam(double w, double g, double *s, const double *c) {
    g = g + c[7] * w;
    w = w * c[8];
    s[0] = s[0] + c[3] * (g - s[0]);
    s[1] = s[1] * c[4] + c[5] * g * g;
    double root = sqrt(s[1] / c[2]) + c[6];
    w = w + (-c[0] * g) / root;
    return w + (-c[1] * s[0]) / root;
}

#define LOOP(SURFACE, RULE, SLOTS, WIDTH)                                                                              \
    long SURFACE##_##RULE(long steps, double x, double y, const double *parameters, const double *restrict table,      \
                          double *restrict path, double *restrict loss, double *restrict gradient,                     \
                          double *restrict state) {                                                                    \
        double p[2] = {parameters[0], parameters[1]}, sx[SLOTS + 1] = {0}, sy[SLOTS + 1] = {0};                        \
        for (long t = 0; t <= steps; t++) {                                                                            \
            Seen at = SURFACE(x, y, p);                                                                                \
            path[2 * t] = x, path[2 * t + 1] = y, loss[t] = at.f;                                                      \
            gradient[2 * t] = at.x, gradient[2 * t + 1] = at.y;                                                        \
            for (int k = 0; k < SLOTS; k++)                                                                            \
                state[2 * (SLOTS * t + k)] = sx[k], state[2 * (SLOTS * t + k) + 1] = sy[k];                            \
            if (!(fabs(x) < 1e9 && fabs(y) < 1e9 && isfinite(at.f) && isfinite(at.x) && isfinite(at.y))) return t;     \
            if (t < steps) {                                                                                           \
                x = RULE(x, at.x, sx, table + t * WIDTH);                                                              \
                y = RULE(y, at.y, sy, table + t * WIDTH);                                                              \
            }                                                                                                          \
        }                                                                                                              \
        return -1;                                                                                                     \
    }

LOOP(bowl, gd, 0, 2)
LOOP(bowl, adam, 3, 10)
LOOP(rosenbrock, gd, 0, 2)
LOOP(rosenbrock, momentum, 1, 4)
LOOP(rosenbrock, nesterov, 1, 3)
LOOP(rosenbrock, rmsprop, 3, 7)
LOOP(rosenbrock, adam, 3, 10)
LOOP(rosenbrock, adamw, 3, 8)
LOOP(rosenbrock, adagrad, 1, 3)
LOOP(rosenbrock, adamax, 2, 5)
LOOP(rosenbrock, nadam, 2, 9)
LOOP(rosenbrock, lion, 1, 6)
LOOP(rastrigin, gd, 0, 2)
LOOP(rastrigin, adam, 3, 10)
