import { counted } from "./counted.ts";
import { logarithmic } from "./curve.ts";
import { defineSignal } from "./signal.ts";
import { hasSubstance } from "./substance.ts";

/** Changed files at which the signal has all of its weight. */
export const fullFiles = 32;

export const files = defineSignal({
  id: "files",
  axis: "likelihood",
  title: "Files changed",
  meaning: "How many files change, on a logarithmic scale from one up. Tests, documentation and reformatted files are left out.",
  why: "The more places a change has to be right in, the more easily one of them is forgotten.",
  lower: "Land preparations, such as a rename, apart from what they prepare.",
  reads: ["change"],
  measure({ change }) {
    const changed = change.files.filter((file) => file.class !== "test" && hasSubstance(file)).length;
    return { share: logarithmic(changed, fullFiles), at: null, because: `${counted(changed, "file")} changed, tests and documentation not counted` };
  },
});
