"""Small faults, and the tests that guard the place of each; tools/mutations.py seeds them."""

from dataclasses import dataclass

NODE = "npm"  # in place of pytest's arguments: the stage's own tests


@dataclass(frozen=True)
class Fault:
    """``old``, which stands once in ``file``, becomes ``new``; ``tests`` are pytest's arguments, or NODE."""

    file: str
    old: str
    new: str
    tests: str


RULES = "tests/units/test_parity.py tests/units/test_transcriptions.py"
LINK = "tests/experiments/test_scenario.py tests/experiments/test_change.py"
CHANGE = "tests/experiments/test_change.py"
LINEUP = "tests/experiments/test_lineup.py"
SESSION = "tests/app/test_stage_events.py tests/server/test_fragments.py tests/app/test_lesson_progress.py"
STAGE = "tests/stage/test_payload.py tests/stage/test_payload_samples.py tests/app/test_app.py"
QUEUE = "tests/streamlit_internals/test_run_queue.py"
ENGINE = "tests/engine/test_engine.py tests/engine/test_engine_sweeps.py"

FAULTS = [
    # Engine.
    Fault("engine/drivers.py", "BIG = 1e9", "BIG = 1e8", "tests/units/test_parity.py -k diverges"),
    Fault("engine/drivers.py", "gradient[t, 1] = gy", "gradient[t, 1] = gx", ENGINE),
    Fault("engine/drivers.py", "looks[t] = w[F + LANES]", "looks[t] = 0.0", "tests/engine/test_engine_coupled.py"),
    Fault("engine/drivers.py", "column == x.size", "column == x.size - 1", ENGINE),
    Fault("engine/drivers.py", "path[t, 1] = y", "path[t, 1] = x", ENGINE),
    Fault(
        "experiments/batches.py",
        "lengths = [batch] * whole",
        "lengths = [batch] * max(1, whole - 1)",
        "tests/experiments/test_batches.py",
    ),
    Fault(
        "experiments/batches.py",
        "if rest and not drop_last",
        "if rest and drop_last",
        "tests/experiments/test_batches.py",
    ),
    Fault(
        "experiments/criteria.py",
        "NEAR = 0.005",
        "NEAR = 0.05",
        "tests/experiments/test_verdict.py tests/experiments/test_verdict_sentences.py",
    ),
    Fault("experiments/criteria.py", "if stopped >= 0:", "if stopped > 0:", "tests/experiments/test_verdict.py"),
    Fault(
        "experiments/criteria.py",
        "WINDOW = 0.25",
        "WINDOW = 0.5",
        "tests/experiments/test_verdict.py tests/experiments/test_verdict_sentences.py",
    ),
    # Rules, schedules, surfaces.
    Fault("optimizers/adam.py", "1 - pow(beta2, t)", "1 - pow(beta2, t + 1)", RULES),
    Fault("optimizers/adam.py", "largest = amsgrad * max(largest, v)", "largest = amsgrad * max(largest, m)", RULES),
    Fault("optimizers/adam.py", "w = w * shrink", "w = w", RULES),
    Fault("optimizers/momentum.py", "1.0 if t == 1 else taken_in", "taken_in if t == 1 else taken_in", RULES),
    Fault("optimizers/momentum.py", "g = g + weight_decay * w", "g = g - weight_decay * w", RULES),
    Fault("optimizers/nadam.py", "pow(0.96, (t + 1) * momentum_decay)", "pow(0.96, t * momentum_decay)", RULES),
    Fault("optimizers/rmsprop.py", "b = momentum * b + g / (root + eps)", "b = momentum * b + g / root", RULES),
    Fault(
        "optimizers/rmsprop.py",
        "variance = v - mean * mean\n    # Rounding",
        "variance = v + mean * mean\n    # Rounding",
        RULES,
    ),
    Fault(
        "optimizers/schedules/cosine.py",
        "cos(pi * (t - 1) / length)",
        "cos(pi * t / length)",
        "tests/units/test_parity.py -k factors",
    ),
    Fault(
        "optimizers/momentum.py", "(root - 1) / (root + 1)", "(root - 1) / root", "tests/experiments/test_curvature.py"
    ),
    # Links and changes.
    Fault("experiments/link_fields.py", "abs(coordinate) <= REACH", "abs(coordinate) < REACH", LINK),
    Fault("experiments/link_fields.py", '"0": False, "1": True', '"0": True, "1": False', LINK),
    Fault("experiments/link_fields.py", "len(text) <= 40", "len(text) <= 9", LINK),
    Fault("experiments/permalink.py", "if version > VERSION:", "if version >= VERSION:", LINK),
    Fault("experiments/permalink.py", "for key in unknown[:5]", "for key in unknown[:4]", LINK),
    Fault("experiments/permalink.py", "if value != getattr(USUAL, name)", "if value == getattr(USUAL, name)", LINK),
    Fault("experiments/permalink.py", 'if pair[0] not in ("s", "o", "v")', 'if pair[0] not in ("s", "v")', LINK),
    Fault("experiments/permalink.py", "elif given[key] != value:", "elif given[key] == value:", LINK),
    Fault("experiments/change.py", 'CONSTANT if key.endswith(".schedule") else None', "None", CHANGE),
    Fault("experiments/lineup.py", "rank(rule_of(key)) > rank(rule)", "False", LINEUP),
    Fault("experiments/lineup.py", "sorted(copies, key=brightness)", "copies", LINEUP),
    Fault("experiments/lineup.py", "key if value == own else", "key if value == values[0] else", LINEUP),
    Fault(
        "experiments/suggested_rate.py",
        "suggested_rate(scenario, key) * share",
        "suggested_rate(scenario, key)",
        LINEUP,
    ),
    Fault("experiments/scenario.py", "same and tuple(self", "same and True or tuple(self", LINEUP),
    Fault("ravine/words/_racer_names.py", "count[name] > 1 and", "False and", "tests/app/test_racer_names.py"),
    Fault("experiments/change.py", "scenario.batch if scenario.size else FIRST_BATCH", "FIRST_BATCH", CHANGE),
    Fault("experiments/change.py", "{**parameters, name: value}", "{name: value}", CHANGE),
    Fault("experiments/change.py", "problems += error.problems", "pass", CHANGE),
    # Session.
    Fault("ravine/session/stage_events.py", "first > before", "first >= before", SESSION),
    Fault(
        "ravine/session/stage_events.py",
        "if not number or number == session.received",
        "if not number or number <= (session.received or 0)",
        SESSION,
    ),
    Fault("ravine/session/actions.py", '{"s": event.surface}', "None", SESSION),
    Fault(
        "ravine/session/actions.py", "    take_event(session)\n    yield", "    yield\n    take_event(session)", SESSION
    ),
    Fault("ravine/session/fragments.py", "tuple(session.scenario.optimizers), inspected,", "inspected,", SESSION),
    Fault("ravine/session/fragments.py", "session.scenario.data, session.problems", "session.scenario.data", SESSION),
    Fault("ravine/session/lesson_progress.py", "session.replay += 1\n\n\ndef read", "pass\n\n\ndef read", SESSION),
    Fault(
        "ravine/session/lesson_progress.py",
        "int(bits, 16) >> i & 1",
        "int(bits, 10) >> i & 1 if bits.isdigit() else False",
        SESSION,
    ),
    # Server: what strangers may not.
    Fault(
        "ravine/server/origins.py",
        'not in {"same-origin", "none"}',
        'in {"cross-site"}',
        "tests/server/test_origins.py",
    ),
    Fault("ravine/server/origins.py", "len(origins) > 1 or ", "", "tests/server/test_origins.py"),
    Fault(
        "ravine/server/origins.py",
        'scope = _with_host(scope, origin.partition("://")[2])',
        "pass",
        "tests/server/test_origins.py",
    ),
    Fault("ravine/server/origins.py", 'if port in {"80", "443"} else port', "", "tests/server/test_origins.py"),
    Fault("ravine/server/paths.py", "if BAD_ESCAPE.search(path):", "if False:", "tests/server/test_paths.py"),
    Fault(
        "ravine/server/paths.py",
        "len(name.encode()) > LONGEST_NAME",
        "len(name) > LONGEST_NAME",
        "tests/server/test_paths.py",
    ),
    Fault("ravine/server/strict_json.py", "if depth > DEEPEST", "if False", "tests/server/test_paths.py"),
    Fault("ravine/server/strict_json.py", "_check(value[part], depth + 1)", "pass", "tests/server/test_paths.py"),
    Fault(
        "ravine/server/uploads.py",
        "_is_open(session) and asks(session)",
        "_is_open(session)",
        "tests/server/test_uploads.py",
    ),
    Fault(
        "ravine/server/uploads.py",
        "            finally:\n                self._free()\n        elif",
        "            finally:\n                pass\n        elif",
        "tests/server/test_uploads.py",
    ),
    Fault("ravine/streamlit_internals/run_queue.py", "if line in self._lines:", "if False:", QUEUE),
    Fault("ravine/streamlit_internals/run_queue.py", "line=session)", "line='')", QUEUE),
    Fault("ravine/server/uploads.py", "elif session in self.coming", "elif False", "tests/server/test_uploads.py"),
    Fault("ravine/server/ceilings.py", "self.open[address] -= 1", "pass", "tests/server/test_ceilings.py"),
    Fault("ravine/server/ceilings.py", ">= self.each", "> self.each", "tests/server/test_ceilings.py"),
    Fault(
        "ravine/server/client_address.py",
        "int(address) >> 64 << 64, 64",
        "int(address), 128",
        "tests/server/test_ceilings.py",
    ),
    Fault(
        "ravine/server/connections.py",
        "oldest = next(iter(waiting))",
        "oldest = next(reversed(waiting))",
        "tests/server/test_connection_counts.py",
    ),
    Fault(
        "ravine/server/connections.py",
        "int(most * limits.LARGEST_SHARE)",
        "most",
        "tests/server/test_connection_counts.py",
    ),
    Fault(
        "ravine/server/protocols.py",
        "        self._stalled.end()\n        super().handle_websocket",
        "        super().handle_websocket",
        "tests/server/test_connections.py",
    ),
    Fault("ravine/server/protocols.py", "self._unread += len(data)", "pass", "tests/server/test_connections.py"),
    Fault(
        "ravine/server/protocols.py",
        "        self._await(TIMES.body)",
        "        self._await(None)",
        "tests/server/test_connections.py",
    ),
    Fault(
        "ravine/server/protocols.py", "if not self.handshake_initiated", "if False", "tests/server/test_connections.py"
    ),
    Fault(
        "ravine/server/json_log.py",
        "return None if count >= self._often else 0",
        "return 0",
        "tests/server/test_json_log.py",
    ),
    # Stage.
    Fault("ravine/stage/payload/build.py", "if part.id not in have", "if part.id in have", STAGE),
    Fault(
        "ravine/server/race.py", "if scenario == before else None", "if True else None", "tests/server/test_server.py"
    ),
    Fault("ravine/server/race.py", "if wish.file and own is None", "if False", "tests/server/test_server.py"),
    Fault("ravine/stage/frontend/protocol/race-source.js", "complete ? have() : []", "have()", NODE),
    Fault("ravine/stage/component.py", '"ack": ack', '"ack": 0', "tests/server/test_load.py"),
    Fault("ravine/stage/payload/build.py", '"scheduled": key in race.scenario.schedules', '"scheduled": False', STAGE),
    Fault("ravine/stage/frontend/page/last-visit.js", "version === VERSION", "version", NODE),
    Fault("ravine/stage/frontend/page/last-parts.js", "if (header.samples?.file) return;", "", NODE),
    Fault("ravine/stage/frontend/page/handover.js", "shared[PLACE] = null", "delete shared[PLACE]", NODE),
    Fault("ravine/stage/frontend/page/sidebar.js", "was !== null || narrow", "was !== null", NODE),
    Fault("ravine/stage/frontend/protocol/outbox.js", "since <= ack", "since < ack", NODE),
    Fault("ravine/stage/frontend/protocol/outbox.js", "entry.since ||= seq", "entry.since = seq", NODE),
    Fault("ravine/stage/frontend/plots/curvature-rings.js", "Math.sqrt", "Math.abs", NODE),
    Fault("ravine/stage/frontend/plots/chart.js", ", ...ticks({ x, y }) }", " }", NODE),
    Fault("ravine/stage/frontend/plots/regions.js", "lines[k] <= EACH && ", "", NODE),
    Fault("ravine/stage/frontend/plots/regions.js", " && resolved(below[k], finer[k])", "", NODE),
    Fault(
        "ravine/stage/frontend/plots/window.js",
        "if (picture.clear || !fine.every(Number.isFinite)) break;",
        "break;",
        NODE,
    ),
    Fault("ravine/stage/frontend/player/preview.js", "wanted = shown = null", "shown = null", NODE),
    Fault(
        "ravine/stage/frontend/samples/batch-order.js", "size % batch && !drop_last", "size % batch && drop_last", NODE
    ),
]
