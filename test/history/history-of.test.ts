import { describe, expect, it } from "vitest";
import { historyOf } from "../../src/history/history-of.ts";
import type { Churn } from "../../src/history/churn.ts";
import { asRepoPath } from "../../src/ids.ts";

const paths = (...names: string[]) => names.map(asRepoPath);

describe("historyOf", () => {
  const churn: Churn = { days: 90, complete: true, files: { "a.ts": [4, 2], "b.ts": [1, 1] } };

  it("keeps the touched paths only, each once, sorted", () => {
    expect(historyOf(churn, paths("b.ts", "a.ts", "b.ts")).files).toEqual([
      { path: "a.ts", commits: 4, authors: 2 },
      { path: "b.ts", commits: 1, authors: 1 },
    ]);
  });

  it("counts zero for a path nobody touched", () => {
    expect(historyOf(churn, paths("new.ts")).files).toEqual([{ path: "new.ts", commits: 0, authors: 0 }]);
  });

  it("passes on how long and how whole the window is", () => {
    expect(historyOf({ days: 12, complete: false, files: {} }, [])).toEqual({ days: 12, complete: false, files: [] });
  });

  it("takes a file's name for nothing but a name", () => {
    const parsed = JSON.parse('{ "days": 90, "complete": true, "files": { "__proto__": [7, 3] } }') as Churn;
    expect(historyOf(parsed, paths("__proto__", "constructor", "toString")).files).toEqual([
      { path: "__proto__", commits: 7, authors: 3 },
      { path: "constructor", commits: 0, authors: 0 },
      { path: "toString", commits: 0, authors: 0 },
    ]);
  });
});
