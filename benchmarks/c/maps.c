/* Maps as one would write them in C for speed: three rules on the surfaces of sweeps.c, 64 lanes side by side.
 * `starts_*`: many starts, one rate. `rates_*`: one start, a rate for each lane; what depends on the step alone is
 * computed beforehand. As in engine/lanes.py the loss is known at every step, and a run that diverges is noticed. */
#include "sweeps.c"

/* One coordinate; c: numbers of the step. */
static inline double gd(double w, double g, double (*state)[LANES], int i, double lr, const double *c) {
    (void)state, (void)i;
    return w - lr * (g + c[0] * w);
}

static inline double momentum(double w, double g, double (*state)[LANES], int i, double lr, const double *c) {
    state[0][i] = c[0] * state[0][i] + c[1] * (g + c[2] * w);
    return w - lr * state[0][i];
}

/* c[0] is the correction of the rate, 1 / (1 - beta1^t). */
static inline double adam_at(double w, double g, double (*state)[LANES], int i, double lr, const double *c) {
    double m = state[0][i] + c[2] * (g - state[0][i]), v = state[1][i] * c[3] + c[4] * g * g;
    double most = c[9] * larger(state[2][i], v);
    state[0][i] = m, state[1][i] = v, state[2][i] = most;
    return w + (-lr * c[0] * m) / (sqrt(larger(v, most) + c[5]) / c[1] + c[6]);
}

/* starts, ends (n, 2); rates, losses (n,); table (steps, WIDTH); n a multiple of LANES. Number of blocks with a run that
 * diverged. */
#define MAP(NAME, RULE, SURFACE, RATE)                                                                                 \
    long NAME##_##RULE##_##SURFACE(long n, long steps, const double *restrict starts, const double *restrict rates,    \
                                   const double *restrict p, const double *restrict table, double *restrict ends,      \
                                   double *restrict losses) {                                                          \
        double x[LANES], y[LANES], gx[LANES], gy[LANES], lr[LANES];                                                    \
        long lost = 0;                                                                                                 \
        for (long first = 0; first < n; first += LANES) {                                                              \
            double sx[3][LANES] = {0}, sy[3][LANES] = {0};                                                             \
            long diverged = 0;                                                                                         \
            for (int i = 0; i < LANES; i++)                                                                            \
                x[i] = starts[2 * (first + i)], y[i] = starts[2 * (first + i) + 1], lr[i] = rates[first + i];          \
            for (long t = 0; t < steps; t++) {                                                                         \
                const double *c = table + WIDTH * t;                                                                   \
                for (int i = 0; i < LANES; i++) {                                                                      \
                    Seen at = SURFACE(x[i], y[i], p);                                                                  \
                    gx[i] = at.x, gy[i] = at.y;                                                                        \
                    diverged |= far(x[i], y[i], at);                                                                   \
                }                                                                                                      \
                for (int i = 0; i < LANES; i++) x[i] = RULE(x[i], gx[i], sx, i, RATE, c);                              \
                for (int i = 0; i < LANES; i++) y[i] = RULE(y[i], gy[i], sy, i, RATE, c);                              \
            }                                                                                                          \
            lost += diverged;                                                                                          \
            for (int i = 0; i < LANES; i++) {                                                                          \
                ends[2 * (first + i)] = x[i], ends[2 * (first + i) + 1] = y[i];                                        \
                losses[first + i] = SURFACE(x[i], y[i], p).f;                                                          \
            }                                                                                                          \
        }                                                                                                              \
        return lost;                                                                                                   \
    }
#define BOTH(RULE, SURFACE) MAP(starts, RULE, SURFACE, rates[0]) MAP(rates, RULE, SURFACE, lr[i])
#define ALL(RULE) BOTH(RULE, rosenbrock) BOTH(RULE, rastrigin) BOTH(RULE, ackley)

ALL(gd)
ALL(momentum)
ALL(adam_at)
