## The page

app-title = Ravine
app-tagline = Watch optimizers race down a loss surface. Drag a learning rate and the path bends.
language = Language
surface = Surface
surface-help = What is descended: a loss over two weights. Choosing another one sets start, steps and learning rates to suit it.
optimizers = Optimizers
optimizers-help = Who races. Learning rates are on the board under the picture.
steps = Steps
steps-help = How many updates each optimizer makes, 1 to 10,000.
start = Start
start-x = Start x
start-y = Start y
start-help = Also set by a click on the contour map, or by dragging the ring there.
settings = Settings
reset-all = Start over
reset-all-help = Back to the first race, with every setting at its default.
reset-one = Back to { $value }
no-optimizers = Choose at least one optimizer to see a race.
warming = Compiling the surfaces and optimizers. This happens once after a start and takes a few seconds.
rules = How each one steps
reference = Source: { $reference }
notices = What could not be used
notices-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
suggested = Learning rates now suit { $surface }: half of what is stable at the start and at the minima, or a hundredth of the picture for optimizers whose step does not grow with the slope.
off-picture = The start lies outside the picture.

## Surfaces

surface-bowl = Elliptic bowl
    .story = Steep one way, flat the other. One learning rate has to serve both, and plain gradient descent zigzags or crawls.
surface-saddle = Saddle
    .story = The slope vanishes in the middle, yet it is no minimum: down one way, up the other. Leaving takes long when you arrive along the ridge.
surface-rosenbrock = Rosenbrock
    .story = A curved valley with steep walls. Everyone finds the valley; walking along it to the minimum is the hard part.
surface-himmelblau = Himmelblau
    .story = Four minima, equally deep. Which one you reach depends on the start, the optimizer and its rate.
surface-rastrigin = Rastrigin
    .story = A bowl under a grid of dents. Each dent is a local minimum, and only the one in the middle is the lowest.

## Parameters of surfaces

parameter-condition-number = Condition number
    .help = How many times steeper the steep direction curves than the flat one.
parameter-rotation = Rotation (degrees)
    .help = Turns the ellipses. Per-coordinate optimizers notice, gradient descent does not.
parameter-quartic = Quartic term
    .help = Bends the falling sides up again. At 0 it is the pure saddle, which falls for ever.
parameter-a = Place of the minimum
    .help = The minimum lies at (a, a²).
parameter-b = Steepness of the walls
    .help = The larger, the narrower the valley.
parameter-amplitude = Depth of the dents
    .help = At 0 there are no dents, only the bowl.

## Optimizers

optimizer-gd = Gradient descent
    .idea = Steps straight down the slope: the steeper, the farther.
optimizer-momentum = Momentum
    .idea = Adds up gradients, so it keeps its direction like a heavy ball. Dampening equal to momentum gives the averaging form.
optimizer-nesterov = Nesterov
    .idea = Momentum that corrects itself with the gradient it is about to meet.
optimizer-rmsprop =
    .idea = Gives each weight its own step: careful where it has been steep, bold where it has been flat.
optimizer-adam =
    .idea = Momentum for the direction, RMSProp for the step length, both corrected for starting at zero.
optimizer-adamw =
    .idea = Adam whose weight decay pulls the weights themselves toward zero and is not divided by the gradient's size.

## Hyperparameters

parameter-lr = Learning rate
    .help = How far one update goes.
parameter-momentum = Momentum
    .help = How much of the last step's velocity is kept.
parameter-dampening = Dampening
    .help = How much of each new gradient is left out of the velocity. Set it equal to momentum for an average instead of a sum.
parameter-weight-decay = Weight decay
    .help = Pulls the weights toward zero. The minimum of the surface is then no longer where the run ends.
parameter-alpha = Smoothing
    .help = How slowly the average of squared gradients forgets.
parameter-eps = Epsilon
    .help = Keeps the divisor from being zero. Large values make the steps shrink with the slope again.
parameter-beta1 = Beta 1
    .help = How slowly the average of gradients forgets.
parameter-beta2 = Beta 2
    .help = How slowly the average of squared gradients forgets.

## Verdicts

verdict-converged = Minimum { $minimum }, step { $step }
    .criterion = From step { $step } on it stays within { $near } of the picture's diagonal from a minimum.
verdict-moving = Still moving
    .criterion = When the steps ran out it had reached no minimum, and none of the other verdicts holds.
verdict-oscillating = Back and forth
    .criterion = In the last { $window } of the steps it walked more than ten times as far as it got, and the loss hardly fell.
verdict-saddle = Stuck at a saddle
    .criterion = It ends beside a saddle point and moved less than { $still } of the picture's diagonal in the last { $window } of the steps.
verdict-plateau = Stuck on a plateau
    .criterion = It moved less than { $still } of the picture's diagonal in the last { $window } of the steps, where the surface is flat but has no minimum.
verdict-diverged = Diverged, step { $step }
    .criterion = At step { $step } a weight passed one billion or a number was no longer finite. The run ends there.
verdict-left = Left, step { $step }
    .criterion = From step { $step } on it is outside the picture. Zoom out to see where it went.

## What could not be used

problem-used = Used instead: { $used }.
problem-unknown-surface = There is no surface named “{ $given }”.
problem-unknown-optimizer = There is no optimizer named “{ $given }”; it is left out.
problem-unknown-name = “{ $field }” is not a setting; it is left out.
problem-unknown-key = The link says “{ $field } = { $given }”, which means nothing here; it is left out.
problem-not-a-number = “{ $field }” must be a number, and “{ $given }” is none.
problem-not-a-whole-number = “{ $field }” must be a whole number, and “{ $given }” is none.
problem-not-a-point = The start must be two numbers with a comma between them, and “{ $given }” is not.
problem-not-a-choice = “{ $given }” is not one of the choices for “{ $field }”.
problem-out-of-range = “{ $field } = { $given }” is outside { $low } to { $high }.
problem-repeated = The link gives “{ $field }” twice; “{ $given }” is left out.
problem-link-too-long = The link is longer than { $high } characters, so nothing in it is used.
problem-newer-link = The link was made by a newer version. What this version knows is used.

## The stage

stage-playback = Playback
stage-play = Play
stage-pause = Pause
stage-step-back = One step back
stage-step-forward = One step forward
stage-loop = Play again and again
stage-seek = Step
stage-speed = Speed
stage-step = step
stage-loss = loss
stage-loss-log = loss (log)
stage-loss-above = loss − lowest ({ $lowest })
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
stage-save-picture = Save the picture (PNG)
stage-full-screen = Full screen
stage-zoom-in = Zoom in
stage-zoom-out = Zoom out
stage-zoom-reset = Show everything
stage-contour-plot = Contour map with the paths of the optimizers; click to set the start
stage-loss-plot = Loss by step; click to go to a step
stage-three-plot = The surface in three dimensions; drag to turn it
stage-no-webgl = This browser cannot draw 3-D (no WebGL).
stage-start-handle = Start: x { $x }, y { $y }. Drag it, or move it with the arrow keys; with Shift in small steps.
stage-board-caption = The race at the current step
stage-optimizer = optimizer
stage-learning-rate = learning rate
stage-distance = to minimum
stage-gradient-norm = gradient
stage-verdict = verdict
stage-show-run = Show { $name }
stage-learning-rate-of = Learning rate of { $name }
stage-learning-rate-exact = Learning rate of { $name }, exactly
stage-learning-rate-reset = Learning rate of { $name }: back to { $default }
stage-learning-rate-refused = Please give a number from { $low } to { $high }.
