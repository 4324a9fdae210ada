### Every word a visitor can read; long because a language is checked and translated as one file.

## The page

app-title = Ravine
app-tagline = Watch optimizers race down a loss surface. Drag a learning rate and the path bends.
language = Language
surface = Surface
gallery-title = Choose a surface
gallery-find = Find by name or kind
gallery-found = { $count ->
    [0] No surface goes by that name.
    [one] One surface
   *[other] { $count } surfaces
}
gallery-chosen = chosen
gallery-close = Close
surface-help = The loss of two weights to descend. Choosing another one also sets a start, steps and learning rates that suit it.
optimizers = Optimizers
optimizers-help = The optimizers in the race. Learning rates are on the board under the picture; the menu of a row there copies a racer.
steps = Steps
steps-help = How many updates each optimizer makes, 1 to 10,000.
start-on = Start { $axis }
typed-exactly = { $name }, exactly
start-help = Also set by a click on the contour map, or by dragging the ring there.
reset-all = Start over
reset-all-help = Back to the first race, with every setting at its default.
reset-one = Back to { $value }
no-optimizers = Choose at least one optimizer to see a race.
warming = Compiling the surfaces and optimizers. This happens once after a start and takes a few seconds.
rules = How each one steps
reference = Source: { $reference }
notices = About this link
notices-several = Not everything in this link can be used as it is written: { $list }.
notice-used = { $used } is used in place of “{ $field } = { $given }”
notice-left-out = “{ $field } = { $given }” is left out
notices-more = and { $count } more
suggested = Learning rates now suit { $surface }: at most half of what is stable at the start and at the minima, or a hundredth of the picture for optimizers whose step does not grow with the slope.
more-optimizers = More optimizers
more-placeholder = Choose from { $count } more
settings-of = Settings of
schedule = Learning-rate schedule
warmup-unfinished = The run ends during the warm-up: at the last step the learning rate is still rising, and has reached { $share }% of the value that is set.
warmup-all-steps = { $count ->
    [one] The warm-up lasts as long as the run of 1 step or longer: no step comes after it.
   *[other] The warm-up lasts as long as the run of { $count } steps or longer: no step comes after it.
    }
what-breaks = What breaks if …
equals = Equals { $reference } to { $digits } in every step, compared over { $steps } steps in { $cases } runs with version { $version }.
equals-exactly = Equals { $reference } to the last bit in every step, compared over { $steps } steps in { $cases } runs with version { $version }.

best-rate = Set the best rate ({ $values })
best-rate-momentum = Set the best rate and momentum ({ $values })
best-help = On a quadratic surface the fastest setting is known exactly. It makes the slowest direction shrink as quickly as possible.
best-is-set = Rate and momentum are at their best for this surface: { $values }.
best-rate-is-set = The rate is at its best for this surface: { $values }.

## A site without a server

site-contents = Contents
site-neighbours = Before and after
site-surfaces = Surfaces
site-live = Everything here runs in your browser. Drag a learning rate, or the ring at the start, and the paths bend at once.
site-beside = Here it races on the surface “{ $surface }”, beside plain gradient descent. Both have rates that suit the surface.
site-see = Watch it run
site-open = Open this race in the app
site-app = To the app
site-served = What only the served app has
site-served-list =
    Any set of optimizers in one race, on any surface with parameters of your choice, on data of your own too.
    Maps of many runs: which learning rate, which pair of settings, which start; and fair races.
    The numbers inside a step, schedules, many random seeds, more steps.
    Lessons that see by themselves when a task is solved.
    Links that replay exactly what you see, and races that are kept in your browser.

## Pages in place of the app

calm-full = Every place in this lab is taken at the moment.
    .advice = This page tries again by itself every half minute.
calm-crowded = Very many pages of this lab are open from your network.
    .advice = Close those that you no longer need. This page tries again by itself every half minute.
calm-unreadable = There is no page at this address.
    .advice = Check the link, or take away everything after the name of the site.
calm-failed = Something went wrong on the server.
    .advice = Load the page again. Your race is in its address.

## Step inspector

inspect = Look inside a step
inspect-nobody = No optimizer
inspect-help = Shows one update with its numbers: what went in, the formula, what came out. Pause and step with the arrow keys.
inspect-update = Update { $t }: from step { $before } to step { $t }
inspect-keys = The arrow keys step, the arrows on the map are to scale.
inspect-switched = Running with: { $parts }. The formula is printed as published.
inspect-curvature = Curvature before this update: largest { $most }, smallest { $least }.
inspect-kink = Before this update the point lies on a kink of the surface: there is no curvature, and so no limit on the learning rate.
inspect-condition = Their ratio, the condition number, is { $ratio }.
inspect-limit = Steps settle here at learning rates below { $limit }; this update has { $rate }.
inspect-none = This run made no step.
quantity-loss = loss
quantity-weights = weights
quantity-gradient = gradient
quantity-state = memory
quantity-step = step
quantity-effective-rate = effective rate
vector-gradient = −rate × gradient
vector-momentum = −rate × momentum
vector-step = step

## Pages and lessons

page-playground = Playground
page-maps = Maps
page-lessons = Lessons
chapter-loss = The loss
chapter-descent = Gradient descent
chapter-sgd = Stochastic gradient descent
chapter-rules = Better optimizers
chapter-beyond = Beyond the lecture
lesson-look = Look here.
lesson-scene = Scene
lesson-try = Try this
lesson-done = Done.
lesson-again = Back to the beginning of the scene
lesson-predict = Predict, then run.
lesson-watch = Watch the run. The answer appears when it has ended.
lesson-choose = Choose an answer, and it runs.
lesson-right = As you predicted.
lesson-other = It turned out differently: “{ $truth }”.
lesson-before = Back
lesson-after = Next
lesson-free = Explore freely from here
lesson-map = See it as a map
fold-playground = Show the race
fold-lessons = Show the lesson
keep = Keep
kept = Kept
undo = Undo
    .done = Undone.
redo = Redo
    .done = Redone.
share = Share
share-title = Share what you see
share-link = This address opens what you see. “Copy link” beside the race also keeps the step, the zoom, the camera and the speed.
share-code = QR code of the address
share-short = The code holds a shorter address for the same race, so that it can be read from farther away.
share-fill = Fill the screen with the code
share-back = Back to the link
share-too-long = Even the shortest address has { $bytes } characters, and a QR code holds { $most }; the link works all the same, and with fewer optimizers there is a code.
share-embed = To embed this in another page:
share-options = Whoever opens the link
share-paused = starts paused, before the first step
share-projector = sees large type, as for a projector
share-lock = stays on this page
share-hide = Leave parts out
part-sidebar = Sidebar
part-heading = Heading
part-language = Choice of language
part-text = Text of the lesson
part-look = What to look at
part-tasks = Things to try
part-question = Question
part-controls = Controls of the lesson
part-pages = Links to other pages
part-keep = Keep and kept races
part-share = Share
part-rules = How each one steps
part-inspector = Inside a step
part-many = Many seeds
part-board = Table of the optimizers
part-rates = Learning rates
part-loss = Loss chart
part-three = 3-D surface
part-toolbar = View switches
part-tools = Copy link, full screen
part-transport = Playback bar
part-start = Moving the start
part-batch = Batch bar
part-samples = Samples

## Surfaces

surface-bowl = Elliptic bowl
    .story = Steep one way, flat the other. One learning rate has to serve both, and plain gradient descent zigzags or crawls.
surface-saddle = Saddle
    .story = The slope vanishes in the middle, yet it is not a minimum: down one way, up the other. Leaving takes long when you arrive along the ridge.
surface-rosenbrock = Rosenbrock
    .story = A curved valley with steep walls. Everyone finds the valley; walking along it to the minimum is the hard part.
surface-himmelblau = Himmelblau
    .story = Four minima, equally deep. Which one you reach depends on the start, the optimizer and its rate.
surface-rastrigin = Rastrigin
    .story = A bowl under a grid of dents. Each dent is a local minimum, and only the one in the middle is the lowest.
surface-ravine = Ravine
    .story = The floor falls gently and no steeper far out, the walls curve steeply. A rate that is safe between the walls is slow along the floor.
surface-monkey-saddle = Monkey saddle
    .story = Three ways down and three ways up meet in the middle, where the surface does not even curve. Near it every gradient is tiny.
surface-ackley = Ackley
    .story = A field of dents on an almost level slope, with one funnel in the middle. Close to the bottom the slope does not fade: the funnel ends in a point.
surface-beale = Beale
    .story = Flat in the middle, steep at the corners. From the wrong side the way leads along a valley that falls forever and never reaches the minimum.
surface-booth = Booth
    .story = A bowl whose axes lie diagonally. Hardly any optimizer fails here, so it shows which one is quickest.
surface-matyas = Matyas
    .story = A trough along the diagonal. Across it is steep, along it almost level, and both coordinates have to move together.
surface-three-hump-camel = Three-hump camel
    .story = Three valleys, and only the middle one is the deepest. The valley you start in is usually where you stay.
surface-six-hump-camel = Six-hump camel
    .story = Six valleys, of which two are the deepest. Gradient descent settles in the nearest one.
surface-styblinski-tang = Styblinski–Tang
    .story = Four valleys, one for each way the two coordinates can go. Each coordinate chooses by itself, and easily wrongly.
surface-griewank = Griewank
    .story = A very wide bowl under regular ripples. From afar it looks smooth, from close up it is nothing but local minima.
surface-levy-n13 = Lévy N.13
    .story = Ridges cross a bowl in both directions. The farther from the minimum, the higher they are.
surface-easom = Easom
    .story = Flat almost everywhere, with one hole. Where there is no slope, no gradient tells which way to go.
surface-goldstein-price = Goldstein–Price
    .story = The loss runs from 3 to about a million. A rate small enough for the heights is far too small for the valley.
surface-mccormick = McCormick
    .story = A slope with waves across it. The first wave can hold you although a deeper one lies beyond.
surface-schwefel = Schwefel
    .story = The deepest valley lies in a corner, far from the next best. Going downhill rarely leads there.
surface-branin = Branin
    .story = Three minima of exactly the same depth along one curved valley. Which one is found shows where the run began.
surface-eggholder = Eggholder
    .story = Deep folds that cross one another, with creases where no gradient is defined. Starts next to each other end far apart.
surface-bukin-n6 = Bukin N.6
    .story = The valley's floor is a sharp edge. The slope grows without bound toward it and flips on it, so every optimizer jumps from side to side.
surface-cross-in-tray = Cross-in-tray
    .story = Smooth hollows between thin, sharp walls. The four around the middle are equally deep, and the slope turns at a wall without warning.
surface-plateau = Plateau with a cliff
    .story = Level land around a pit with steep walls. Out there the gradient is so small that waiting looks the same as having arrived.
surface-sharp-and-flat = Sharp and flat
    .story = Two minima, equally deep, one narrow and one wide. A large learning rate cannot stay in the narrow one.
surface-bumps = Bumps on a bowl
    .story = A plain bowl under irregular bumps, like a loss seen through few samples. The noise is the same every time.
surface-spiral = Spiral valley
    .story = A ravine wound around its minimum. The way down the valley goes round and round, while the walls push straight across.
surface-linear-regression = Linear regression
    .story = A straight line through points. The loss is a bowl, and it grows long and narrow when the inputs are badly scaled or lie far from zero.
surface-logistic-regression = Logistic regression
    .story = The probability of a yes, from one input. The loss is one smooth bowl, but if a line separates the classes perfectly, the way down never ends.
surface-product = Product of two weights
    .story = Two layers with one weight each. Every pair with the right product fits equally well, and between the two valleys lies a saddle.
surface-sine-fit = Sine fit
    .story = A wave through points. A wrong frequency fits a little too, so each of them makes a local minimum. Small batches get out of the shallow ones.
surface-relu-neuron = ReLU neuron
    .story = One neuron that is off below zero. Where no sample switches it on, the loss is exactly flat and nothing can be learned.
surface-tanh-neuron = Tanh neuron
    .story = One neuron that saturates. Far out its answer hardly changes with the weights, so the surface turns into a plateau.
surface-scattered-wells = Scattered wells
    .story = Made for one question. Each sample has a narrow and a wide well, a little beside those of the others. On the whole both are equally deep, but in the narrow one the batches disagree much more.

## Families of surfaces

surface-family-convex = Convex
surface-family-ravine = Ravines
surface-family-saddle = Saddles
surface-family-many = Many minima
surface-family-flat = Flat regions
surface-family-kinked = Kinks
surface-family-data = Losses over data
surface-family-other = Others

## Parameters of surfaces

parameter-condition-number = Condition number
    .help = How many times steeper the steep direction curves than the flat one.
parameter-rotation = Rotation (degrees)
    .help = Turns the ellipses. Per-coordinate optimizers notice, gradient descent does not.
parameter-quartic = Quartic term
    .help = Bends the falling sides up again. At 0 it is the pure saddle, which falls forever.
parameter-a = Place of the minimum
    .help = The minimum lies at (a, a²).
parameter-b = Steepness of the walls
    .help = The larger, the narrower the valley.
parameter-amplitude = Depth of the dents
    .help = At 0 there are no dents, only the bowl.
parameter-ravine-condition-number = Condition number
    .help = How many times more the walls curve than the floor does at the minimum.
parameter-spiral-condition-number = Condition number
    .help = How many times more the walls curve than the floor. At 1 there is no valley, only a round bowl.
parameter-turns = Winding
    .help = How quickly the valley turns on the way out. At 0 it is straight.
parameter-monkey-saddle-quartic = Quartic term
    .help = Bends the three falling sides up again. At 0 it is the pure monkey saddle, which falls forever.
parameter-width = Width of the pit
    .help = The narrower the pit, the steeper its walls and the flatter the land around it.
parameter-tilt = Tilt of the plateau
    .help = Makes the land lean toward the pit. At 0 only the pit itself can be felt.
parameter-sharp-width = Width of the sharp minimum
    .help = The narrower, the larger its curvature and the smaller the largest stable learning rate.
parameter-flat-width = Width of the flat minimum
    .help = The wider, the larger the part of the surface that leads there.
parameter-height = Height of the bumps
    .help = At 0 there are no bumps, only the bowl.
parameter-size = Number of samples
    .help = How many samples the loss is the mean of. A step of gradient descent looks at all of them.
parameter-noise = Scatter of the targets
    .help = How far targets lie from what the true weights predict.
parameter-logistic-regression-noise = Overlap of the classes
    .help = At 0 a line separates the classes perfectly. At 1 each class has exactly the probability that the true weights predict.
parameter-outliers = Share of outliers
    .help = This share of the samples lies far above their true values.
parameter-logistic-regression-outliers = Share of wrong labels
    .help = This share of the samples has the wrong class.
parameter-feature-scale = Scale of the inputs
    .help = Multiplies every input. The farther from 1, the more the two weights differ in how steep the loss is along them.
parameter-feature-offset = Offset of the inputs
    .help = Added to every input. Far from zero, the two weights can no longer be told apart easily, and the bowl becomes a ravine.
parameter-data-seed = Seed of the data
    .help = Another number gives another data set of the same kind.
parameter-scatter = Scatter of the wells
    .help = How far the wells of the samples lie apart. At 0 all samples agree, and a batch is as good as all of them.
parameter-input-center = Centre of the inputs
    .help = Subtracted from every input. It begins at the mean of the data.
parameter-input-scale = Unit of the inputs
    .help = Every input is divided by this. It begins at the standard deviation of the data.
parameter-target-center = Centre of the targets
    .help = Subtracted from every target. It begins at the mean of the data.
parameter-target-scale = Unit of the targets
    .help = Every target is divided by this. It begins at the standard deviation of the data.
parameter-gradient-noise = Gradient noise
    .help = A random number of this size is added to the gradient in each step, on each axis, the same for every optimizer. This surface has no data, so it has no batches.

## Data sets

data-synthetic = Made from a seed
data-cars = Cars of the 1920s
    .story = How far 50 cars needed to stop, by their speed.
    .input = Speed (mph)
    .target = Stopping distance (feet)
data-challenger = Space shuttle O-rings
    .story = Whether seals were damaged, by the temperature at launch: the 23 flights before the Challenger accident.
    .input = Temperature (°F)
    .target = Damage
data-csv = Your own table

## Optimizers

optimizer-gd = Gradient descent
    .idea = Steps straight down the slope: the steeper, the farther.
optimizer-momentum = Momentum
    .idea = Adds up gradients, so it keeps its direction like a heavy ball. Other texts average them instead: dampening equal to momentum.
optimizer-nesterov = Nesterov
    .idea = Momentum that corrects itself with the gradient it is about to meet.
optimizer-rmsprop =
    .idea = Gives each weight its own step: careful where it has been steep, bold where it has been flat.
optimizer-adam =
    .idea = Momentum for the direction, RMSProp for the step length, both corrected for starting at zero.
optimizer-adamw =
    .idea = Adam whose weight decay pulls the weights themselves toward zero and is not divided by the gradient's size.
optimizer-adagrad =
    .idea = Adds up every squared gradient so far. The more a weight has been pulled, the shorter its steps become, and they never grow again.
optimizer-adadelta =
    .idea = Measures each step against the steps it has lately made, so it hardly needs a learning rate. It starts with very small steps.
optimizer-adamax =
    .idea = Adam that divides by the largest gradient it still remembers instead of an average.
optimizer-nadam =
    .idea = Adam that looks ahead as Nesterov does, with a momentum that warms up.
optimizer-radam =
    .idea = Walks by plain momentum for the first steps, until its estimate of the gradient's size can be trusted, and then like Adam.
optimizer-asgd =
    .idea = Gradient descent whose rate slowly falls. Its result is the average of the weights it passed through.
optimizer-rprop =
    .idea = Looks only at the sign of the gradient. Steps grow while the sign stays the same and shrink when it flips.
optimizer-lion =
    .idea = Every step has the same length on each axis. Momentum and gradient together decide only the sign.
optimizer-adabelief =
    .idea = Adam that steps boldly where the gradient is what momentum expected, and carefully where it is a surprise.
optimizer-yogi =
    .idea = Adam whose memory of steep places fades slowly, so the steps cannot suddenly become long.
optimizer-adan =
    .idea = Adam that also averages how the gradient changes, to meet the next one ahead of time.
    .differs = This is the paper's rule, as in its authors' code (sail-sg/Adan). optax 0.2.8 computes another one under this name: its look-ahead has weight 1 − β₂ instead of β₂, and its weight decay is subtracted where the authors divide.
optimizer-qhadam =
    .idea = Adam whose step blends the averages with the current gradient.
optimizer-schedule-free-sgd =
    .idea = Replaces the schedule by averaging. The path shows where gradients are taken; the result is the average of where the walker has been.
optimizer-schedule-free-adamw =
    .idea = AdamW with averaging in place of momentum and schedule. The path shows where gradients are taken.
optimizer-sam =
    .idea = Climbs a little to the worst place nearby and descends by the gradient found there. Narrow valleys become uncomfortable.
optimizer-normalised-gd = Normalised gradient descent
    .idea = Takes only the direction of the gradient. Every step has the same length, however steep it is.
optimizer-clipped-gd = Clipped gradient descent
    .idea = Gradient descent that cuts gradients longer than a declared length. Cliffs no longer throw it far away.
optimizer-adafactor =
    .idea = Steps are a share of the weights' own size, and a step much longer than usual is shortened.
optimizer-newton = Newton's method
    .idea = Fits a parabola to the surface at each point and jumps to where that is flat. That may be a minimum, but also a saddle or a peak.
optimizer-conjugate-gradient = Conjugate gradient
    .idea = Keeps just enough of its last direction not to undo what that won, and searches along each direction for the best length.
optimizer-lbfgs =
    .idea = Learns the curvature from how the gradient changed. With line search it also looks for the best length of each move. One step here is one call of torch's, up to 20 moves.

## Families of optimizers

family-descent = Gradient descent
family-momentum = Momentum
family-adaptive = A step size for each weight
family-adam = The Adam family
family-sign = By sign alone
family-classical = Classical yardsticks
family-other = Others

## Learning-rate schedules

schedule-constant = Constant
    .idea = The same learning rate from the first step to the last.
schedule-step = Step
    .idea = Every so many steps the rate drops at once.
schedule-exponential = Exponential
    .idea = Each rate is the same share of the one before.
schedule-cosine = Cosine
    .idea = Down along half a wave, slowly at both ends.
schedule-cosine-restarts = Cosine with restarts
    .idea = Down along half a wave, then back to the full rate at once.
schedule-linear = Linear
    .idea = From one share of the rate to another in a straight line. Rising, it is a warm-up.
schedule-warmup-cosine = Warm-up and cosine
    .idea = Up in a straight line, then down along half a wave.
schedule-one-cycle = One-cycle
    .idea = Up to the full rate and down to almost nothing, once in the run.
    .differs = This one changes only the learning rate. By default torch's OneCycleLR also cycles momentum: here it is OneCycleLR with cycle_momentum=False.
schedule-polynomial = Polynomial
    .idea = Down to zero along a power of the remaining share of the run.
schedule-range-test = Range test
    .idea = Up by the same ratio in every step, far beyond the rate: not for training, but to see which rates are worth a run.

## Hyperparameters

parameter-lr = Learning rate
    .short = lr
    .help = How far one update goes.
parameter-momentum = Momentum
    .help = How much of the last step's velocity is kept.
parameter-dampening = Dampening
    .help = How much of each new gradient is left out of the velocity. Set it equal to momentum for an average instead of a sum. Without momentum it does nothing.
parameter-weight-decay = Weight decay
    .help = Pulls the weights toward zero. The minimum of the surface is then no longer where the run ends.
parameter-alpha = Smoothing
    .help = How slowly the average of squared gradients forgets.
parameter-eps = Epsilon
    .short = ε
    .help = Keeps the divisor from being zero. Large values make the steps shrink with the slope again.
parameter-beta1 = Beta 1
    .short = β₁
    .help = How slowly the average of gradients forgets.
parameter-beta2 = Beta 2
    .short = β₂
    .help = How slowly the average of squared gradients forgets.
parameter-asgd-alpha = Power of the decay
    .help = How fast the learning rate falls: its power of the step number.
parameter-rho = Smoothing
    .help = How slowly both averages of squares forget.
parameter-sam-rho = Radius
    .help = How far it climbs to look for the worst place nearby.
parameter-lr-decay = Decay of the rate
    .help = How fast the learning rate falls with the steps.
parameter-initial-accumulator-value = First value of the memory
    .help = What the sum or average of squares starts with.
parameter-momentum-decay = Warm-up of momentum
    .help = How quickly momentum reaches its full value.
parameter-lambd = Decay
    .help = Pulls the weights toward zero and makes the rate fall with the steps.
parameter-t0 = Start of averaging
    .help = From this step on the weights are averaged.
parameter-etaminus = Shrinking
    .help = What a step size is multiplied by when the gradient's sign flips.
parameter-etaplus = Growing
    .help = What a step size is multiplied by while the gradient's sign stays.
parameter-step-size-min = Shortest step
    .help = No step on an axis is shorter.
parameter-step-size-max = Longest step
    .help = No step on an axis is longer.
parameter-eps-root = Epsilon inside the root
    .help = Added to the average of squares before the root is taken.
parameter-beta3 = Beta 3
    .short = β₃
    .help = How slowly the average of squares forgets.
parameter-nu1 = Share of momentum
    .help = 0 steps by the current gradient, 1 by its average.
parameter-nu2 = Share of the memory
    .help = 0 divides by the current gradient, 1 by the average of squares.
parameter-warmup-steps = Warm-up steps
    .help = Number of steps over which the learning rate rises in a straight line.
parameter-r = Weight of later steps
    .help = How much more later steps count in the average: a power of the step number.
parameter-weight-lr-power = Weight of larger rates
    .help = How much more steps with a larger learning rate count in the average.
parameter-max-norm = Longest gradient
    .help = Longer gradients are cut to this length.
parameter-damping = Damping
    .help = Added to the curvature. The larger, the shorter the step and the nearer to gradient descent.
parameter-c2 = Remaining slope
    .help = A length is good enough when no more than this share of the slope is left along the direction.
parameter-max-iter = Moves per step
    .help = How many moves one step makes at most.
parameter-max-eval = Looks per step
    .help = How often one step may evaluate the surface.
parameter-tolerance-grad = Small enough gradient
    .help = It stops where no component of the gradient is larger.
parameter-tolerance-change = Small enough change
    .help = A step ends when loss or weights change by less.
parameter-history-size = Memory
    .help = How many pairs of steps and gradient changes it keeps.
parameter-line-search-fn = Line search
    .help = Tries several lengths for each move until one meets the strong Wolfe conditions. Off, as torch has it by default, the learning rate alone decides how long it is.
parameter-beta2-decay = Forgetting
    .help = How fast the average of squares slows its forgetting: a power of the step number.
parameter-eps1 = Epsilon 1
    .help = Keeps the root from being zero.
parameter-eps2 = Epsilon 2
    .help = The smallest size of the weights that steps are measured against.
parameter-adafactor-d = Clipping threshold
    .help = Steps longer than this, against their usual size, are shortened.
parameter-centered = Centred
    .help = Subtracts the average gradient before measuring its size: divides by the spread instead of the size.
parameter-amsgrad = Keep the largest (AMSGrad)
    .help = Divides by the largest average of squares so far, so that steps do not grow again.
parameter-decoupled-weight-decay = Decoupled decay
    .help = Weight decay pulls the weights themselves instead of being added to the gradient.
parameter-without-bias-correction = Without bias correction
    .help = What if the averages were not corrected for starting at zero? Watch the first steps.
parameter-eps-inside-root = Epsilon inside the root
    .help = What if epsilon were added before the root is taken? It then weighs much more.
parameter-step-size = Steps per drop
    .help = Number of steps after which the rate drops.
parameter-gamma = Factor
    .help = What the learning rate is multiplied by each time.
parameter-t-max = Length
    .help = Steps from the full rate to the lowest; 0 is the whole run. After that the rate rises again.
parameter-eta-min = Lowest rate
    .help = As a share of the learning rate.
parameter-t-0 = First length
    .help = Steps until the first restart.
parameter-t-mult = Growth of the length
    .help = What the length is multiplied by at each restart.
parameter-start-factor = First share
    .help = Share of the learning rate at the first step.
parameter-end-factor = Last share
    .help = Share of the learning rate at the end.
parameter-total-iters = Length
    .help = Number of steps over which the rate changes; 0 is the whole run.
parameter-pct-start = Share of the rise
    .help = Which share of the run the rate rises for.
parameter-div-factor = Start divisor
    .help = The rate starts at the learning rate divided by this.
parameter-final-div-factor = End divisor
    .help = The rate ends at the first rate divided by this.
parameter-power = Power
    .help = 1 falls in a straight line; larger powers fall faster at first.

## Verdicts

verdict-converged = { $place ->
    [only] Minimum, step { $step }
    [only-outside] Minimum outside, step { $step }
    [outside] Minimum { $minimum } outside, step { $step }
   *[inside] Minimum { $minimum }, step { $step }
    }
    .criterion = From step { $step } on it stays within { $near } of the picture's diagonal from the minimum, for all of the last { $window } of the steps or at rest in the end, without going back and forth unless its steps are random.
verdict-floor = Valley floor, step { $step }
    .criterion = From step { $step } on it stays within { $near } of the picture's diagonal from its end, where the slope is below { $flat } of the picture's average and the loss above the picture's lowest by less than { $floor } of its range.
verdict-moving = Still moving
    .criterion = When the steps ran out it had not settled at a minimum, and none of the other verdicts holds.
verdict-oscillating = { $place ->
    [nowhere] Back and forth
    [only] Swings at the minimum
    [only-outside] Swings at the minimum
   *[inside] Swings at minimum { $minimum }
    }
    .criterion = In the last { $window } of the steps it walked at least { $times } times the diagonal of the box in which it stayed, while against the { $window } before its steps kept { $lasting } of their length or more and the lowest loss { $fallen } of its height or more.
verdict-saddle = Stuck at a saddle
    .criterion = It ends within { $beside } of the picture's diagonal from a saddle point, where the slope is below { $flat } of the picture's average, and in the last { $window } of the steps it was never farther than { $still } of the diagonal from its end.
verdict-maximum = Stuck at a maximum
    .criterion = It ends within { $beside } of the picture's diagonal from a maximum, where the slope is below { $flat } of the picture's average, and in the last { $window } of the steps it was never farther than { $still } of the diagonal from its end.
verdict-plateau = Stuck on a plateau
    .criterion = It ends where the slope is below { $flat } of the picture's average but no minimum, saddle or maximum lies within { $beside } of the picture's diagonal, and in the last { $window } of the steps it was never farther than { $still } of the diagonal from its end.
verdict-stopped = Stands still, step { $step }
    .criterion = From step { $step } on, and for all of the last { $window } of the steps, no step changed its weights, though the slope there is above { $flat } of the picture's average.
verdict-unmoved = Never moved
    .criterion = No step changed its weights, which are still those of the start: either the slope there is zero, or every step was.
verdict-endless = No minimum to reach
    .criterion = On these data the two classes can be separated without error, so the loss keeps falling towards infinite weights and there is no minimum to reach.
verdict-hovering = { $place ->
    [only] Around the minimum
    [only-outside] Around the minimum
   *[inside] Around minimum { $minimum }
    }
    .criterion = Its steps are random and it cannot rest, but in the last { $window } of the steps its average lay within { $around } of the picture's diagonal from the minimum, and it was never farther away than { $astray }.
verdict-diverged = Diverged, step { $step }
    .criterion = At step { $step } a weight passed one billion or a number was no longer finite, and the run ends there.
verdict-left = Left, step { $step }
    .criterion = From step { $step } on it is outside the picture; zoom out to see where it went.
# In place of a verdict, for the weights of a method that returns their average.
verdict-averaged =
    .text = See its average
    .criterion = This method takes its steps here but returns an average of its weights, which has a row of its own and is judged there.

## Races that take long

long-ask = { $steps } steps with { $racers ->
    [one] one optimizer
   *[other] { $racers } optimizers
} on batches of { $batch } take about { $seconds } s.
long-ask-full = { $steps } steps with { $racers ->
    [one] one optimizer
   *[other] { $racers } optimizers
} take about { $seconds } s.
long-fits = { $steps } steps take about { $seconds } s.
long-running = Running, about { $seconds } s left.
long-waiting = { $count ->
    [0] This race is next in line.
    [one] One race is in line before this one.
   *[other] { $count } races are in line before this one.
}
long-full = The line of long races is full. This one tries again shortly.
long-run = Run it all the same
long-steps = Take { $steps } steps
long-cancel = Cancel

## Maps

map-waiting = { $count ->
    [0] This map is next in line.
    [one] One piece of work is in line before this map.
   *[other] { $count } pieces of work are in line before this map.
}
map-full = Too many visitors are waiting for long work. This map tries again shortly.
map-fewer = This race takes long, so only { $count } learning rates are tried.
map-never-fits = This race takes too long to be run that many times. Fewer steps or fewer samples would do.
map-nobody = No optimizer is in this race, so there is nothing to map.
fair-still = Nothing is random in this race, so all seeds give the same run; one is enough.
fair-fewer = This race takes long, so each optimizer has only { $count } tries.
map-too-long = This race takes too long to be run with many learning rates. Fewer steps or fewer samples would do.
map-smaller = This race takes long, so the map has { $side } × { $side } cells.
map-one-setting = { $racer } has one setting only, so there is no map of two.

## What could not be used

problem-used = { $sentence }; { $used } is used instead.
problem-unknown-surface = There is no surface named “{ $given }”.
problem-unknown-optimizer = There is no optimizer named “{ $given }”; it is left out.
problem-unknown-copy = “{ $given }” is no racer: copies of an optimizer have the numbers { $low } to { $high }.
problem-too-many-racers = { $given } racers are more than { $high }; the first { $high } race.
problem-unknown-schedule = There is no learning-rate schedule named “{ $given }”.
problem-unknown-name = “{ $field }” is not a setting; it is left out.
problem-unknown-key = The link says “{ $field } = { $given }”, which means nothing here; it is left out.
problem-left-empty = “{ $field }” was left empty.
problem-not-a-number = “{ $field }” must be a number, and “{ $given }” is not one.
problem-not-a-whole-number = “{ $field }” must be a whole number, and “{ $given }” is not one.
problem-not-a-point = The start must be two numbers with a comma between them, and “{ $given }” is not.
problem-not-a-choice = “{ $given }” is not one of the choices for “{ $field }”.
problem-out-of-range = “{ $field } = { $given }” is outside { $low } to { $high }.
problem-no-data = This surface has no data, so “{ $field } = { $given }” means nothing here; it is left out.
problem-has-data = This surface has data, so batches make the noise; “{ $field } = { $given }” is left out.
problem-unknown-data = There is no data set named “{ $given }”, so data made from a seed are used.
problem-unsuited-data = The data set “{ $given }” does not suit this surface, so data made from a seed are used.
problem-needs-file = This link needs a file from the person who made it; until you choose that file, data made from a seed are used.
    .short = the file that it needs is not part of it, so data made from a seed are used
problem-file-empty = The file is empty.
problem-file-too-large = The file has { $given } bytes; up to { $high } can be read. Keep fewer rows or columns.
problem-file-binary = This is not a text file. Save the table as CSV and try again.
problem-file-encoding = The text of the file cannot be read. Save it as CSV in UTF-8 and try again.
problem-file-one-column = The file has only one column, “{ $given }”. Two are needed: an input and a target.
problem-file-too-few-numbers = Two columns of numbers are needed, and “{ $field }” is not one: line { $line } has “{ $given }”.
problem-file-one-row = The file has only one row of numbers. At least two are needed.
problem-file-rows-cut = The file has more than { $high } rows. The first { $high } are used.
problem-file-too-many-columns = The file has { $given } columns. The first { $high } can be chosen.
problem-column-unknown = The file has no column named “{ $given }”.
problem-column-twice = Input and target are the same column, “{ $given }”. Choose two.
problem-column-text = The column “{ $field }” holds no usable numbers; line { $line } has “{ $given }”.
problem-column-constant = Every usable number in the column “{ $field }” is the same, so there is nothing to learn from it.
problem-column-not-classes = The column “{ $field }” must hold two values, such as 0 and 1, for this surface.
problem-rows-text = Rows left out because “{ $field }” is not a number there: { $count }. The first is line { $line }, “{ $given }”.
problem-rows-missing = Rows left out because “{ $field }” is empty or missing there: { $count }. The first is line { $line }.
problem-rows-formula = Rows left out because “{ $field }” holds a formula there: { $count }. The first is line { $line }, “{ $given }”. A formula is only text here and is never executed.
problem-rows-too-large = Rows left out because “{ $field }” is beyond ±{ $high } there: { $count }. The first is line { $line }, “{ $given }”.
problem-rows-unit = Rows left out because “{ $field }” has another unit there than in most rows: { $count }. The first is line { $line }, “{ $given }”.
problem-rows-wide = Rows left out because they have more cells than there are columns: { $count }. The first is line { $line }, “{ $given }”.
problem-row-of-totals = The last row, “{ $given }” in line { $line }, sums up the others and is left out.
problem-quote-open = A quotation mark in line { $line } is never closed; it is read as part of the text “{ $given }”.
problem-separator-assumed = “{ $given }” in “{ $field }” can be { $low } or { $high }, and nothing in the file decides. It is read as { $low }.
problem-read-as = “{ $given }” in “{ $field }” is read as { $low }.
problem-repeated = The link gives “{ $field }” twice; “{ $given }” is left out.
problem-link-too-long = The link is longer than { $high } characters, so nothing in it is used.
    .short = it is longer than { $high } characters, so nothing in it is used
problem-damaged-link = The short form of the settings in this link is damaged, perhaps because it was cut off, so the usual settings are used.
    .short = the short form of its settings is damaged, so the usual ones are used
problem-unknown-lesson = There is no lesson named “{ $given }”.
problem-unknown-scene = This lesson has no scene named “{ $given }”.
problem-unknown-part = “{ $given }” is not a part of the page that can be hidden; it is left out.
problem-older-link = The link was made by an earlier version; data, batches and noise are now the same on every computer, so this race may differ from the one its author saw.
    .short = data, batches and noise have changed since it was made, so its race may differ
problem-older-rule = The link was made by an earlier version; since then the update rule of { $given } has been corrected, so this race may differ from the one its author saw.
    .short = the update rule of { $given } has been corrected since it was made, so its race may differ
problem-newer-link = The link was made by a newer version, so only what this version knows is used.
    .short = it was made by a newer version, so only what this one knows is used

## The stage

stage-playback = Playback
stage-play = Play
stage-pause = Pause
stage-step-back = One step back
stage-step-forward = One step forward
stage-loop = Play in a loop
stage-seek = Step
stage-speed = Speed
stage-speed-one = 1 step a second
stage-speed-five = 5 steps a second
stage-step-exact = Step, 0 to { $high }
stage-step-beyond = “{ $value }” is outside 0 to { $high }. The race stands at { $step }.
stage-step-between = “{ $value }” lies between two steps. The race stands at { $step }.
stage-step-unreadable = “{ $value }” is not a number from 0 to { $high }. The race stays at { $step }.
stage-step = step
stage-loss = loss
stage-loss-log = loss (log)
stage-loss-above = loss − lowest ({ $lowest })
# Beside a map seen from so far that its waves would be specks: its heights are means.
stage-map-mean = mean over about { $width } × { $height }
stage-loss-floor = on the dotted line: at the lowest loss, or below it
stage-loss-deeper = Curves go on below { $value }: “Show everything” shows the rest
stage-toolbar = View
stage-log-loss = Log loss
stage-log-loss-hint = Loss chart: show the distance from the lowest loss on a logarithmic axis
stage-log-height = Log height
stage-log-height-hint = Colours and 3-D height follow the logarithm of the loss; the scale shows true losses
stage-gradient = Gradient
stage-gradient-hint = Arrows down the steepest slope: exact direction, length on a logarithmic scale
stage-marks = Minima
stage-marks-hint = Mark minima (star: global, ring: local) and saddle points (cross)
stage-three = 3-D
stage-three-hint = Show the surface in three dimensions
stage-share = Copy link
stage-copy-link = Copy link to exactly this
stage-copied = Link copied
stage-copy-failed = The browser did not allow copying
stage-full-screen = Full screen
stage-restore = As it was
stage-zoom-in = Zoom in
stage-zoom-out = Zoom out
stage-zoom-reset = Show everything
stage-zoom-hint = { $name } + wheel zooms. Shift + drag moves the map.
stage-map-keys = Map: + and − zoom, the arrow keys move it, 0 shows everything. With the mouse, Ctrl or ⌘ and the wheel zoom, Shift and dragging move it; two fingers do both.
stage-contour-plot = Contour map with the paths of the optimizers; click to set the start
stage-loss-plot = Loss by step; click to go to a step
stage-three-plot = The surface in three dimensions; drag to turn it
stage-start-handle = Start: { $across } { $x }, { $up } { $y }. Drag it, or move it with the arrow keys; with Shift in small steps.
stage-board-caption = The race at the current step
stage-optimizer = optimizer
stage-learning-rate = learning rate
stage-distance = to minimum
stage-gradient-norm = gradient
stage-verdict = verdict
stage-verdict-end = in the end:
stage-show-run = Show { $name }
stage-learning-rate-of = Learning rate of { $name }
stage-learning-rate-exact = Learning rate of { $name }, exactly
stage-learning-rate-reset = Learning rate of { $name }: back to { $default }
stage-typed-unreadable = “{ $value }” is not a number from { $low } to { $high }. It stays at { $to }.
stage-typed-beyond = “{ $value }” is outside { $low } to { $high }, so { $to } is used.
stage-typed-between = “{ $value }” is no whole number, so { $to } is used.
stage-rate = learning rate
stage-limit-below = stable below { $limit }
stage-limit-above = above the limit of { $limit }
stage-limit-mark = The red mark is the largest learning rate at which steps settle where the surface curves as it does at this point. It moves with the point.
stage-limit-scheduled = With a schedule it is meant for the largest factor of the whole run, because a moved slider starts the run again.
stage-clamp-to = effective up to { $high }
stage-clamp-from = effective from { $low }
stage-clamp-between = effective from { $low } to { $high }
stage-clamp-above = no effect above { $limit }
stage-clamp-below = no effect below { $limit }
stage-clamp-mark = Beyond the grey mark the learning rate no longer matters at this step: the rule uses the marked value instead.
stage-limit-outside = The limit here is { $limit }, off this slider.
stage-curvature = Curvature
stage-curvature-hint = Draw how the surface curves at each head
stage-curvature-drawn = On each ring the local quadratic model changes the loss by { $amount }: a small ring means strong curvature, a long one a ravine. Dashed lines bend down.
stage-curvature-most = curvature, largest
stage-curvature-least = curvature, smallest
stage-condition = ratio of curvatures
stage-slice = Slice
stage-slice-hint = The loss along a line through the point where one optimizer stands, and where its step lands
stage-slice-plot = Slice through the surface
stage-slice-of = Whose step
stage-slice-along = Along which line
stage-slice-along-gradient = along the gradient
stage-slice-along-axis = along { $axis }
stage-slice-distance-gradient = distance downhill
stage-slice-distance-axis = distance along { $axis }
stage-slice-above = loss − { $value }, the loss here
stage-slice-parabola = local parabola (1×: its bottom, 2×: as high as here)
stage-slice-here = before the step
stage-slice-landing = after the step
stage-slice-falls = From step { $step } to { $next } the loss falls from { $from } to { $to }.
stage-slice-rises = From step { $step } to { $next } the loss rises from { $from } to { $to }.
stage-slice-stays = From step { $step } to { $next } the loss stays at { $from }.
stage-slice-lost = After the step from { $step } to { $next } the loss is not a number.
stage-slice-before = Along this line the step covers { $times } of the way to the bottom of the parabola.
stage-slice-past = Along this line the step goes { $times } times as far as the bottom of the parabola: it overshoots. Beyond 2 times the parabola is higher than here.
stage-slice-climbs = Along this line the step goes { $times } times as far as the bottom of the parabola. Beyond 2 times the parabola is higher than here.
stage-sweep = Rate sweep
stage-sweep-hint = The outcome of the whole run at every learning rate, for each optimizer
stage-sweep-plot = Outcome of the run against the learning rate
stage-sweep-of = What of each run
stage-sweep-final = final loss
stage-sweep-best = lowest loss
stage-sweep-mean = mean loss
stage-sweep-steps = steps to the target
stage-sweep-range = range test
stage-range-do = Start a range test
stage-range-others = Start one for the others
stage-range-take = Use { $rate } without the test
stage-range-none = In a range test the learning rate rises from step to step; no run here does that yet.
stage-range-steepest = falls fastest at { $rate }
stage-range-lowest = lowest at { $rate }
stage-range-worse = worse than the start from { $rate } on
stage-range-flat = the loss does not fall at any rate
stage-range-about = One short run whose learning rate rises in every step: each loss at the rate of the step that led to it. It tells from which rate on the loss moves, and at which it blows up, from this start. It does not tell which rate ends lowest: each has had one step, from wherever the steps before had led. Take the rate of the fastest fall, or a tenth of that of the lowest loss, then run it and look.
stage-range-click = Click the plot for another rate (dotted); the button takes it and ends the test.
stage-sweep-about = Each point is a whole run from this start, with these steps, on this surface; from another start the best rate may be another one.
stage-sweep-target = Target: loss { $loss }, a thousandth of the height of the start.
stage-sweep-best-at = best at { $rate }: { $value }
stage-sweep-yours = now { $rate }: { $value }
stage-sweep-none = no rate gets there
stage-sweep-diverged = diverged
stage-sweep-missed = not reached
stage-sweep-loading = Trying learning rates …
stage-sweep-failed = The sweep did not arrive. It is asked for again.
stage-sweep-limit = Dotted: the largest learning rate at which steps settle where the racer stands now.
stage-sweep-click = Click or drag in the plot to give the nearest optimizer that rate; the sliders of the table do the same.

## Maps

stage-maps-race = Map of the race
stage-maps-kind = What is mapped
stage-maps-rate = Rate
stage-maps-plane = Two settings
stage-maps-basins = Basins
stage-maps-fair = Fair race
stage-maps-about-fair = Every optimizer gets the same number of tries at its learning rate; the best of each race against each other.
stage-fair-goal = Tuned for
stage-fair-goal-steps = fewest steps to the target
stage-fair-goal-final = lowest final loss
stage-fair-goal-mean = smallest area under the curve
stage-fair-over = Judged on
stage-fair-over-start = this start
stage-fair-over-starts = several starts
stage-fair-over-seeds = several seeds
stage-fair-budget = Tries each
stage-fair-on = Surfaces
stage-fair-on-this = this one
stage-fair-on-several = several
stage-fair-how = Each optimizer tries the same { $budget } learning rates, spread evenly over the powers of ten from { $low } to { $high }; each try is a whole run with these steps and all its other settings as they are.
stage-fair-how-starts = A try is judged by the median over { $cases } starts: yours, and others spread evenly over the surface.
stage-fair-how-seeds = A try is judged by the median over { $cases } seeds.
stage-fair-how-steps = Counted are the steps until the loss is { $loss } or less, a thousandth of the height of the start.
stage-fair-how-target = Counted are the steps until the loss is a thousandth of the first start's height above the lowest.
stage-fair-how-final = Compared is the loss at the last step.
stage-fair-how-mean = Compared is the mean of the loss over all steps, which is the area under its curve.
stage-fair-how-known = Losses are heights above the lowest known one, { $loss }.
stage-fair-table = What tuning has found for each optimizer
stage-fair-racer = optimizer
stage-fair-rate = tuned rate
stage-fair-cost = result
stage-fair-wide = rates within twice the best
stage-fair-load = load
stage-fair-load-one = Load
stage-fair-loaded = Loaded
stage-fair-load-all = Load all tuned rates
stage-fair-failed = never
stage-fair-no-range = no rate gets there
stage-fair-spread = { $cost } ({ $low } to { $high })
stage-fair-range = { $low } to { $high }, { $share } % of the tries
stage-fair-range-one = { $rate } alone, { $share } % of the tries
stage-fair-profile = On all surfaces
stage-fair-profile-about = Performance profile: the share of the surfaces on which an optimizer needs at most so many times the best one's result. High at the left: often the best. High at the right: seldom far off. A line that ends below 100 % has failed on the rest.
stage-fair-profile-line = best on { $best }, within twice the best on { $twice }, failed on { $failed } of { $all }
stage-fair-factor = times the best result
stage-fair-costs = Results on each surface
stage-fair-shows = It shows how well each optimizer does on this problem once somebody has spent this much on its learning rate, and how carefully it has to be tuned: a wide range of good rates is often worth more than the lowest number.
stage-fair-hides = It does not show how each does on another problem, with another budget, or with more of its settings tuned; differences within the spread, or of a step or two, say nothing.
stage-fair-picture = Do not pick an optimizer by a picture: two weights are not a network. Tune those that you consider on your own problem, with one budget for all.
stage-maps-racer = Optimizer
stage-maps-x = Across
stage-maps-y = Upwards
stage-maps-goal = Shows
stage-maps-size = Cells
stage-maps-way = The way to this part of the map
stage-maps-whole = Whole map
stage-maps-step = Part of the map, { $width } wide and { $height } high
stage-maps-keys = Map: the arrow keys go from cell to cell, with Shift ten at a time; Enter makes the cell the race. + and − zoom, 0 shows everything. With the mouse, draw a box to zoom, or turn the wheel with Ctrl or ⌘; two fingers zoom and move.
stage-maps-progress = How much of the map is there
stage-maps-share = { $share } %
stage-maps-seconds = { $share } %, about { $seconds } s left
stage-maps-minutes = { $share } %, about { $minutes } min left
stage-maps-cancel = Cancel
stage-maps-resume = Go on
stage-maps-halted = Called off; what has come stays.
stage-maps-loading = Running the first cells …
stage-maps-point = Point at a cell to see its path beside the map; a click makes it the race.
stage-maps-cell = { $across } { $x }, { $up } { $y }: { $value }
stage-maps-unknown = not known yet
stage-maps-diverged-at = diverged at step { $step }
stage-maps-missed = target not reached, final loss { $loss }
stage-maps-arrived = target reached after { $steps } steps, final loss { $loss }
stage-maps-best = Best cell: { $cell }
stage-maps-no-best = No cell gets there.
stage-maps-yours = Your cell: { $cell }
stage-maps-outside = Your race lies outside this part of the map.
stage-maps-diverged-share = { $share } % of the cells diverged.
stage-maps-missed-share = { $share } % did not reach the target.
stage-maps-legend-diverged = diverged: { $share } %
stage-maps-legend-missed = target not reached: { $share } %
stage-maps-legend-best = best cell
stage-maps-legend-here = your race
stage-maps-legend-limit = largest stable rate, in closed form
stage-maps-legend-fastest = fastest setting, in closed form
stage-maps-legend-minimum = { $number } at ({ $x }, { $y }): { $share } %
stage-maps-legend-others = { $count } more minima: { $share } %
stage-maps-legend-unfinished = not there yet: { $share } %
stage-maps-legend-saddle = at a saddle: { $share } %
stage-maps-legend-slow = the darker, the more steps
stage-maps-legend-start = your start
stage-maps-part = { $name } { $share } %
stage-maps-minimum = minimum { $number }
stage-maps-ended = ends at minimum { $number }
stage-maps-ended-after = at minimum { $number } after { $steps } steps
stage-maps-at-saddle = at a saddle
stage-maps-unfinished = not there yet
stage-maps-finest = Closer than this, neighbouring cells would be the same number.
stage-maps-one-setting = No optimizer in this race has two numbers to vary. Add one that has, such as Momentum or Adam.
stage-maps-no-racers = Nobody races. Choose an optimizer.
stage-maps-open = Open in the playground
stage-maps-about-rate = The whole run at every learning rate, for each optimizer.
stage-maps-about-plane = Each cell is a whole run from this start, with these steps, on this surface; it is the run that a click on it opens.
stage-maps-about-basins = Each cell is a whole run from that start; where it ends depends on the optimizer and its settings, not on the surface alone.
stage-slice-away = Along this line the step goes away from the bottom of the parabola.
stage-slice-no-bottom = Along this line the surface does not curve upward here, so the parabola has no bottom.
stage-slice-aside = The step also goes { $aside } to the side, off this line.
stage-slice-fine = The loss along this line changes by hardly more than a double can hold, so the curve is rough.
stage-slice-flat = The slope here is zero or not finite, so there is no line downhill.
stage-slice-none = This run made no step.
stage-slice-missing = This surface cannot be evaluated in the browser, so there is no slice.

## Samples and batches

data-set = Data
data-set-help = What the loss is made of: samples drawn from a seed, a classic data set, or two columns of your own table.
data-source = { $story } Source: { $reference }; measured facts, free of copyright.
file = Your table (CSV or text)
file-help = Up to 1 MB. It stays in this session and is never part of a link: whoever opens the link needs the file too.
file-wanted = Choose a file with at least two columns of numbers, or paste them. Until then the data made from a seed are used.
paste = Or paste cells
paste-help = Cells copied from a spreadsheet, or lines with commas between the numbers. Like a file, they stay in this session.
paste-here = Paste here
pasted-read = Read from the pasted cells: { $rows } rows, { $columns } columns.
file-scaled-input = The model sees (“{ $name }” − { $centre }) / { $scale }.
file-scaled-target = It learns (“{ $name }” − { $centre }) / { $scale }.
column-x = Input
column-y = Target
replacement = Draw with replacement
replacement-help = Off: each sample comes once in an epoch, in random order. On: every draw may take any sample again.
drop-last = Leave out the small last batch
drop-last-help = The batch size does not divide the number of samples, so the last batch of each epoch is smaller.
drop-last-dropped = { $count ->
    [one] The last sample of each epoch is left out.
   *[other] The last { $count } samples of each epoch are left out.
    }
drop-last-kept = { $count ->
    [one] The last batch of each epoch has only 1 sample.
   *[other] The last batch of each epoch has only { $count } samples.
    }
seed = Seed of the order
seed-help = The same seed draws the same batches or the same noise again. Every optimizer gets the same.
racer-name = { $name }, { $differences }
racer-setting = { $name } { $value }
racer-number = { $name } { $number }
twin-name = { $name }, all samples
answer-name = Average of { $name }
stage-batch = Batch
stage-batch-exact = Size of the batch, exactly
stage-batch-one = SGD: 1 sample a step
stage-batch-mini = Mini-batch SGD: { $count } of { $size } samples a step
stage-batch-full = GD: all { $size } samples a step
stage-batch-shuffle = New order
stage-batch-shuffle-hint = Draw the batches in another random order, the same for every optimizer
stage-versus = All samples too
stage-versus-hint = Let every optimizer also race on all samples (dotted), at the same learning rate
stage-axis = Unit of playback and of the loss chart
stage-axis-steps = steps
stage-axis-samples = samples seen
stage-axis-epochs = epochs
stage-ahead = After { $samples } samples { $name } is ahead with loss { $loss }, then { $next } with { $other }.
stage-batch-map = Batch lines
stage-batch-map-hint = Lines: the loss of this step's batch alone; the ring is its own minimum
stage-fit = Data
stage-fit-hint = The data and the models' curves at the current weights; point at the map to see the model there
stage-fit-plot = The data with the model's curve of each optimizer; the samples of this step's batch are highlighted
stage-fit-batch = Step { $step }, { $name }: loss { $seen } on the batch of { $count }, { $loss } on all samples.
stage-fit-full = Step { $step }, { $name }: loss { $loss } on all samples.
stage-fit-under = Under the pointer, w = ({ $x }, { $y }): loss { $loss } on all samples.
stage-cloud = Gradients
stage-cloud-hint = The gradient of every single sample, with the means of the batch and of all
stage-cloud-plot = Gradients of all samples at the current weights, the batch's highlighted; arrows: the two means
stage-cloud-batch = Step { $step }, { $name }: batch mean { $batch }, full gradient { $full }, cosine of the angle between them { $cosine }.
stage-cloud-full = Step { $step }, { $name }: every sample is used, so the step follows the full gradient { $full }.
stage-cosine = cosine
stage-sample-of = Batches of
stage-sample-plots = Data and gradients

## Many seeds

many = Many seeds
many-help = One seed is one story. Run this setting with many seeds to see what batches and noise do on the whole.
many-count = Number of seeds
many-run = Run
many-cancel = Cancel
many-cost = This takes about { $seconds } s.
many-waiting = { $count ->
    [one] Waiting: 1 other job goes first.
   *[other] Waiting: { $count } other jobs go first.
    }
many-running = { $share } done. You can use the page meanwhile.
many-cancelled = Cancelled. Nothing was kept.
many-busy = Too many others are waiting. Please try again in a minute.
many-stale = The setting has changed since many seeds were run, so those results are no longer shown. Run again for this setting.
many-shown = { $count } seeds. In the loss chart: 25 to 75 % of them in the darker band, 5 to 95 % in the lighter one, the median dotted. On the map: a dot where each ended. Beside a share stands its 95 % interval, in brackets.
many-optimizer = optimizer
many-left = left the start's minimum
many-median = median loss at the end
many-span = 5 to 95 %
many-diverged = diverged
many-no-home = The way down from the start leads to no minimum, so there is none to leave.
stage-ends = Ends
stage-ends-hint = Dots: where each of the many seeds ended

## Kept races, and the ghost: one that is drawn behind the present race

stage-kept-title = Kept races
stage-kept-close = Close
stage-kept-none = Nothing is kept yet. “Keep” puts the race that is shown here; kept races can be opened again or laid behind another one.
stage-kept-where = Kept in this browser alone, as long as its data are not cleared. A file takes them elsewhere.
stage-kept-name = Name of this race
stage-kept-open = Open
stage-kept-open-of = Open “{ $name }”
stage-kept-ghost = Ghost
stage-kept-ghost-of = Ghost: draw “{ $name }” behind the present race
stage-kept-remove = Remove “{ $name }”
stage-kept-removed = “{ $name }” is removed.
stage-kept-put-back = Put back
stage-kept-save = Save as a file
stage-kept-add = Add from a file
stage-kept-done = Kept as “{ $name }”
stage-kept-known = This race is kept already, as “{ $name }”.
stage-kept-table = This race is about a table of your own, which no link contains, so it cannot be kept.
stage-kept-most = There is room for { $count } kept races. Remove one, then this one can be kept.
stage-kept-full = The browser has no room left for this. Nothing was lost. Remove a race, and try again.
stage-kept-refused = This browser lets the page store nothing, as in some private windows, so no race can be kept. “Share” gives a link to it.
stage-kept-added = Added races: { $count }
stage-kept-same = All races in this file are here already.
stage-kept-part = Added races: { $count }. Left out, as unreadable or for lack of room: { $other }
stage-kept-unreadable = This is no file of kept races. Nothing was changed.
stage-kept-large = This file has more than 5 MB, more than kept races take up. Nothing was changed.
stage-kept-racers = { $count } racers
stage-kept-batch = batch { $size }
stage-kept-steps = steps
stage-kept-seed = seed
stage-kept-start = start
stage-ghost-of = Ghost: { $name }.
stage-ghost-away = Take the ghost away
stage-ghost-elsewhere = Its losses are those of another surface.
stage-ghost-elsewhere-log = Its losses are those of another surface, measured from the lowest one there ({ $lowest }).
stage-ghost-untimed = It has no samples to count, so its losses are not in the chart.

## Take away

# Take away: what the server refuses
take-busy = Too many visitors ask for files just now. Try again in a moment.
take-gone = The table that you brought is no longer here. Open it again, and this can be taken away.
take-long = This race takes long and has not been run yet. Once the page shows it, it can be taken away.
take-no-seeds = No results of many seeds are shown for this race. Run them first.
take-map-unfinished = The map is not finished yet. Once it is, it can be taken away.
take-large = This file would have more than 40 MB. Take fewer steps or cells, or another format.
take-nobody = No optimizer is in this race, so there is nothing to take away.
take-no-package = This run cannot be written in that package.

# Take away: the dialog
stage-take = Take away
stage-take-close = Close
stage-take-groups = What to take away
stage-take-bytes = { $amount } bytes
stage-take-about = about { $size }
stage-take-saved = Saved: { $name }, { $size }
stage-take-making = Being made …
stage-take-failed = This could not be made just now. Try again in a moment.

# Take away: link
stage-take-link = Link
stage-take-link-what = An address that opens exactly what you see: race, step, zoom and camera.
stage-take-link-field = Link to what you see
stage-take-link-size = { $count } characters
stage-take-link-copy = Copy the link
stage-take-link-file = Your own table is in no link: whoever opens it sees the race on the data that Ravine brings along.
stage-take-link-share = QR code and embedding

# Take away: program
stage-take-program = Program
stage-take-program-what = A Python file that runs as it is and prints the losses that you see; the same as a notebook for Jupyter and Colab.
stage-take-program-racer = Optimizer
stage-take-program-package = Package
stage-take-program-own = { $name } brings this rule along, and its own optimizer makes the same run.
stage-take-program-numpy = Plain NumPy: the rule is written out, line by line.
stage-take-program-numpy-only = Neither PyTorch nor optax makes exactly this run, so the program is plain NumPy. Its first line says why.
stage-take-program-save = Save the program
stage-take-program-notebook = Save the notebook
stage-take-program-text = The program
stage-take-copy = Copy
stage-take-copied = Copied.

# Take away: data
stage-take-data = Data
stage-take-data-what = All numbers, to the last bit, with the link that they come from.
stage-take-data-of = Of
stage-take-data-race = this race
stage-take-data-race-what = A row for each step of each optimizer: weights, loss, gradient, learning rate, state, samples seen, verdict.
stage-take-data-seeds = many seeds
stage-take-data-seeds-what = Where each seed ended, and how the losses spread at each step.
stage-take-data-map = this map
stage-take-data-map-what = A row for each cell: its settings and what became of its run. The axes are in the file too.
stage-take-data-table = Rows: { $count }, columns: { $other }
stage-take-data-csv = A table for spreadsheets, pandas and R
stage-take-data-json = All arrays and settings, for any language
stage-take-data-npz = All arrays for NumPy, the smallest file

# Take away: Offline page
stage-take-offline = Offline page
stage-take-offline-what = One HTML file with this race: it opens from a disk, in a learning platform or on a phone, without a network.
stage-take-offline-can = It plays, zooms, turns in 3-D and tells numbers. Learning rates and the start can be dragged there, and give the same numbers as here.
stage-take-offline-cannot = Other optimizers, surfaces and step counts, maps and sweeps are left to the app, to which the page has a link.
stage-take-offline-save = Save the page
stage-take-offline-failed = The page could not be made. Is the connection there? Open this group again to retry.
stage-take-offline-title = { $name }: a race · Ravine
stage-take-offline-caption = { $all }; { $steps } steps
stage-take-offline-live = The same race, live:
stage-take-offline-note = This page needs no network. Drag a learning rate, or the start on the map: the race runs here.
offline-unable = This browser is too old for this page. It needs Chrome or Edge 103, Firefox 114, Safari 16.4 or later.
offline-scriptless = The race is drawn by a script that lies in this page. Allow scripts here to see it.

# Take away: picture
stage-take-picture = Picture
stage-take-picture-what = A picture of the race as you see it now: step, zoom and camera. For a slide, a paper, a post.
stage-take-picture-size = Size
stage-take-picture-page = As on the page
stage-take-picture-page-2 = As on the page, twice as sharp
stage-take-picture-slide = Slide, 1920 × 1080
stage-take-picture-square = Square, 1080 × 1080
stage-take-picture-print = Print, 18 cm wide at 300 dpi
stage-take-picture-format = Format
stage-take-picture-colours = Colours
stage-take-picture-light = Light
stage-take-picture-dark = Dark
stage-take-picture-panels = Plots
stage-take-picture-map = Map
stage-take-picture-three = 3-D
stage-take-picture-loss = Losses
stage-take-picture-words = With it
stage-take-picture-legend = Legend
stage-take-picture-caption = Name, settings and link
stage-take-picture-save = Save the picture
stage-take-picture-making = Drawing it…
stage-take-picture-made = { $width } × { $height } px, { $size }
stage-take-picture-none = Choose at least one plot.
stage-take-picture-failed = The browser could not make this picture. A smaller size may work.
stage-take-picture-deeper = Curves go on below { $value }
stage-take-picture-preview = Preview of the picture

# Take away: film
stage-take-film = Film
stage-take-film-what = The race from its start to its end, for slides, homework and blogs. Your browser makes it; nothing is sent.
stage-take-film-length = Length
stage-take-film-seconds = { $seconds } s
stage-take-film-caption = Name and settings
stage-take-film-start = Make the film
stage-take-film-cancel = Cancel
stage-take-film-progress = { $share } of the film is done
stage-take-film-failed = The film could not be made. A smaller size or another format may work.
stage-take-film-cancelled = Called off. Nothing was saved.
stage-take-film-about = { $size }, { $count } frames
stage-take-film-covered = The film would show what has not been played yet. Play the race to its end first.
stage-take-film-too-large = This is more than a browser has memory for. A smaller size or a shorter film works.
stage-take-film-not-built = this server has no encoder for it.
stage-take-film-not-here = this browser cannot make it.
stage-take-film-slow-not-built = This server has no fast encoders, so the browser records the film while it plays, in { $seconds } seconds. Keep this tab in front; frames may be missing.
stage-take-film-slow-no-https = This page came over http, where browsers offer no fast encoders, so the film is recorded while it plays, in { $seconds } seconds. Keep this tab in front; frames may be missing.
stage-take-film-slow-browser = This browser has no fast encoder for this format, so it records the film while it plays, in { $seconds } seconds. Keep this tab in front; frames may be missing.
stage-take-film-other-codec = This browser does not write H.264. The MP4 holds { $name } instead, which some players and slides cannot show.

## Streamlit's own words, which it has in English alone, and the line about the connection

streamlit-line-first = The page is on its way. On a slow line this takes a moment.
streamlit-line-lost = The connection is lost and will be tried again. The race on the page goes on; what you change there is kept and sent when the connection is back.
streamlit-line-slow = The server’s answer is still on its way.
streamlit-line-back = The connection is back.
streamlit-main-menu = Main menu
streamlit-sidebar = Sidebar
streamlit-collapse-sidebar = Collapse sidebar
streamlit-expand-sidebar = Choose
streamlit-notifications = Notifications
streamlit-theme = Colours
streamlit-system = As the device
streamlit-light = Light
streamlit-dark = Dark
streamlit-rerun = Draw again
streamlit-print = Print
streamlit-copy-version = Copy the version
streamlit-about = About
streamlit-stop = Stop
streamlit-running = The page is being drawn
streamlit-wait = One moment
streamlit-connecting = Connecting
streamlit-connecting-to = Connecting to the server
streamlit-unreachable = The server cannot be reached
streamlit-error = No connection
streamlit-open = Open
streamlit-close = Close
streamlit-clear = Clear
streamlit-clear-all = Clear all
streamlit-select-all = Select all
streamlit-no-results = Nothing found
streamlit-no-options = Nothing to choose from
streamlit-skip = Skip to the page
streamlit-choose-options = Choose
streamlit-choose-option = Choose one
streamlit-increment = More
streamlit-decrement = Less
streamlit-help = Help
streamlit-help-for = Help for { $what }
streamlit-press-enter = Press Enter to apply
streamlit-press-keys = Press { $what }+Enter to apply
streamlit-upload = Choose a file
streamlit-add-files = Choose another file
streamlit-file-upload = Choose a file
streamlit-drop-file = Drop a file here
streamlit-per-file = Up to { $what }
streamlit-per-file-of = Up to { $what } • { $types }
streamlit-remove-file = Remove { $what }
streamlit-no-such-files = Files of this kind ({ $what }) cannot be read. Save the table as CSV or text.
streamlit-file-too-large = The file is larger than { $what }. Keep fewer rows or columns.
streamlit-closed-line = The connection is lost. Try again when it is back.

# The menu of a row of the board.
stage-racer-menu = Racer
stage-racer-menu-of = { $name }: copy, fan out, move, remove
stage-racer-copy = Copy
stage-racer-fan = Fan out…
stage-racer-up = Move up
stage-racer-down = Move down
stage-racer-settings = Settings
stage-racer-remove = Remove
stage-fan-title = Fan out { $name }: five values side by side
stage-fan-of = Setting
stage-fan-from = from
stage-fan-to = to
stage-fan-go = Race all five
stage-fan-refused = Please give two numbers from { $low } to { $high }, the smaller one first.
part-menu = Menu of each row
