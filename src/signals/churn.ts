import { busiestFile, windowPhrase } from "./busiest-file.ts";
import { counted } from "./counted.ts";
import { saturating } from "./curve.ts";
import { defineSignal } from "./signal.ts";

/** Commits in the window at which the signal has 63 % of its weight. */
export const busyCommits = 10;

export const churn = defineSignal({
  id: "churn",
  axis: "likelihood",
  title: "Busy files",
  meaning: "How many commits touched the busiest of the changed source files in the days before the base.",
  why: "A file that keeps changing is often one that is hard to get right, and what was known of it last month may no longer hold.",
  lower: "Look at what keeps changing in it and give that a place of its own; rebase first, so that you change what is there now.",
  reads: ["change", "history"],
  measure({ change, history }) {
    const file = busiestFile(change, history, "commits");
    if (file === null) return null;
    const least = history.complete ? "" : "at least ";
    return { share: saturating(file.commits, busyCommits), at: file.path, because: `${least}${counted(file.commits, "commit")} touched ${file.path} ${windowPhrase(history)}` };
  },
});
