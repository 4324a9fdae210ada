/* Adam from many starts, as one would write it in C for speed: 64 lanes side by side, surface and rule inlined, one loop
 * over the lanes for the surface and one for each coordinate (2.7 ns a step on Rosenbrock; one loop for all: 3.4).
 * `sweep_*` does what engine/lanes.py does: the loss is known at every step and a run that diverges is noticed.
 * `ends_*` does less: weights only, no loss before the end, no test; on Rastrigin it never needs a cosine. */
#include <math.h>

enum { LANES = 64, WIDTH = 10 };
typedef struct { double f, x, y; } Seen;

static inline Seen rosenbrock(double x, double y, const double *p) {
    double a = p[0], b = p[1], s = a - x, off = y - x * x;
    return (Seen){s * s + b * off * off, -2.0 * s - 4.0 * b * x * off, 2.0 * b * off};
}

static inline Seen rastrigin(double x, double y, const double *p) {
    double a = p[0], turn = 2.0 * M_PI, slope = turn * a;
    double f = 2.0 * a + x * x - a * cos(turn * x) + y * y - a * cos(turn * y);
    return (Seen){f, 2.0 * x + slope * sin(turn * x), 2.0 * y + slope * sin(turn * y)};
}

static inline Seen ackley(double x, double y, const double *p) {
    (void)p;
    double turn = 2.0 * M_PI, r = sqrt(0.5 * (x * x + y * y)), funnel = exp(-0.2 * r);
    double dents = exp(0.5 * (cos(turn * x) + cos(turn * y)));
    double pull = r > 0.0 ? 2.0 * funnel / r : 0.0, wave = M_PI * dents;
    double f = 20.0 * (1.0 - funnel) + (M_E - dents);
    return (Seen){f, pull * x + wave * sin(turn * x), pull * y + wave * sin(turn * y)};
}

static inline double larger(double a, double b) { return b > a ? b : a; }

/* One coordinate, its state in rows of LANES numbers: m, v, the largest v. */
static inline double adam(double w, double g, double (*state)[LANES], int i, const double *c) {
    g = g + c[7] * w;
    w = w * c[8];
    double m = state[0][i] + c[2] * (g - state[0][i]), v = state[1][i] * c[3] + c[4] * g * g;
    double most = c[9] * larger(state[2][i], v);
    state[0][i] = m, state[1][i] = v, state[2][i] = most;
    return w + (-c[0] * m) / (sqrt(larger(v, most) + c[5]) / c[1] + c[6]);
}

static inline int far(double x, double y, Seen at) {
    return !(fabs(x) + fabs(y) + fabs(at.f + at.x + at.y) * 1e-300 < 1e9);
}

/* starts, ends (n, 2); losses (n,); table (steps, WIDTH); n a multiple of LANES. 0, or 1 if a run diverged. */
#define SWEEP(NAME, SURFACE, TEST)                                                                                     \
    int NAME##_##SURFACE(long n, long steps, const double *restrict starts, const double *restrict p,                  \
                         const double *restrict table, double *restrict ends, double *restrict losses) {               \
        double x[LANES], y[LANES], gx[LANES], gy[LANES];                                                               \
        for (long first = 0; first < n; first += LANES) {                                                              \
            double sx[3][LANES] = {0}, sy[3][LANES] = {0};                                                             \
            for (int i = 0; i < LANES; i++)                                                                            \
                x[i] = starts[2 * (first + i)], y[i] = starts[2 * (first + i) + 1];                                    \
            for (long t = 0; t < steps; t++) {                                                                         \
                const double *c = table + WIDTH * t;                                                                   \
                long diverged = 0;                                                                                     \
                for (int i = 0; i < LANES; i++) {                                                                      \
                    Seen at = SURFACE(x[i], y[i], p);                                                                  \
                    gx[i] = at.x, gy[i] = at.y;                                                                        \
                    diverged |= TEST(x[i], y[i], at);                                                                  \
                }                                                                                                      \
                if (diverged) return 1;                                                                                \
                for (int i = 0; i < LANES; i++) x[i] = adam(x[i], gx[i], sx, i, c);                                    \
                for (int i = 0; i < LANES; i++) y[i] = adam(y[i], gy[i], sy, i, c);                                    \
            }                                                                                                          \
            for (int i = 0; i < LANES; i++) {                                                                          \
                ends[2 * (first + i)] = x[i], ends[2 * (first + i) + 1] = y[i];                                        \
                losses[first + i] = SURFACE(x[i], y[i], p).f;                                                          \
            }                                                                                                          \
        }                                                                                                              \
        return 0;                                                                                                      \
    }
#define NEVER(x, y, at) 0

SWEEP(sweep, rosenbrock, far)
SWEEP(sweep, rastrigin, far)
SWEEP(sweep, ackley, far)
SWEEP(ends, rosenbrock, NEVER)
SWEEP(ends, rastrigin, NEVER)
SWEEP(ends, ackley, NEVER)
