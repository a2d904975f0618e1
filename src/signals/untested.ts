import { compareText } from "../ids.ts";
import { counted } from "./counted.ts";
import { defineSignal } from "./signal.ts";
import { changedSources, hasSubstance } from "./substance.ts";

export const untested = defineSignal({
  id: "untested",
  axis: "likelihood",
  title: "No test changed",
  meaning: "Source changes in more than comments or layout, and no test file changes with it. Deleting source asks for no test.",
  why: "A test that changes with the code shows that somebody looked at the new behaviour; without one, only the old behaviour is checked.",
  lower: "Add or adapt a test in the same change; tell the policy's `tests` what your test files are called.",
  reads: ["change"],
  measure({ change }) {
    const sources = changedSources(change.files).filter(({ status }) => status !== "deleted").map(({ path }) => path).sort(compareText);
    const tested = change.files.some((file) => file.class === "test" && file.status !== "deleted" && hasSubstance(file));
    const [first] = sources;
    if (first === undefined || tested) return null;
    return { share: 1, at: first, because: `${counted(sources.length, "source file")} changed and no test file did` };
  },
});
