import assert from "node:assert/strict";
import { test } from "node:test";
import { createChart } from "../../ravine/stage/frontend/plots/chart.js";

test("ranges and their ticks change together", async () => {
  const patches = [];
  const graph = { _fullLayout: { xaxis: { range: [0, 10] }, yaxis: { range: [0, 0.5] } } };
  const plotly = { relayout: async (_, patch) => patches.push(patch) };
  const ticks = ({ y: [low, high] }) => ({ "yaxis.dtick": high - low });
  const chart = createChart(
    plotly,
    graph,
    () => {},
    () => {},
    ticks,
  );
  await chart.setHome({ x: [0, 10], y: [0, 90] });
  chart.zoom(2);
  assert.deepEqual(patches, [
    { "xaxis.range": [0, 10], "yaxis.range": [0, 90], "yaxis.dtick": 90 },
    { "xaxis.range": [-5, 15], "yaxis.range": [-0.25, 0.75], "yaxis.dtick": 1 },
  ]);
});
