import { busiestFile, windowPhrase } from "./busiest-file.ts";
import { counted } from "./counted.ts";
import { saturating } from "./curve.ts";
import { defineSignal } from "./signal.ts";

/** Authors beyond the first at which the signal has 63 % of its weight. */
export const manyAuthors = 3;

export const authors = defineSignal({
  id: "authors",
  axis: "likelihood",
  title: "Many hands",
  meaning: "How many people, beyond the first, changed the same source file in the days before the base. They are counted, never named.",
  why: "Where many hands work on one file at once, each knows only a part of what the others meant.",
  lower: "Ask one of those who changed the file lately to read this change; agree on who answers for the file.",
  reads: ["change", "history"],
  measure({ change, history }) {
    const file = busiestFile(change, history, "authors");
    if (file === null || file.authors < 2) return null;
    const least = history.complete ? "" : "at least ";
    return { share: saturating(file.authors - 1, manyAuthors), at: file.path, because: `${least}${counted(file.authors, "author")} changed ${file.path} ${windowPhrase(history)}` };
  },
});
