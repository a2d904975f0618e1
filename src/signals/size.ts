import { counted } from "./counted.ts";
import { logarithmic } from "./curve.ts";
import { defineSignal } from "./signal.ts";
import { changedSources, linesOf } from "./substance.ts";

/** Changed lines at which the signal has all of its weight. */
export const fullSize = 1000;

export const size = defineSignal({
  id: "size",
  axis: "likelihood",
  title: "Size",
  meaning: "Lines added and deleted in source files, on a logarithmic scale. Tests, documentation, lockfiles and reformatted files are left out.",
  why: "Of all that can be read off a change, the number of changed lines tells most about whether something in it is wrong.",
  lower: "Split the change into steps that each hold by themselves.",
  reads: ["change"],
  measure({ change }) {
    const lines = changedSources(change.files).reduce((sum, file) => sum + linesOf(file), 0);
    return { share: logarithmic(1 + lines, 1 + fullSize), at: null, because: `${counted(lines, "changed line")} of source` };
  },
});
