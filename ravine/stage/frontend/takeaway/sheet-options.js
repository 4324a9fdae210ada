/** What pictures and films let a visitor choose alike. */

export const PANELS = [
  { value: "map", say: "take-picture-map" },
  { value: "three", say: "take-picture-three" },
  { value: "loss", say: "take-picture-loss" },
];
export const LOOKS = [
  { value: "light", say: "take-picture-light" },
  { value: "dark", say: "take-picture-dark" },
];
export const LEGEND = { value: "legend", say: "take-picture-legend" };
