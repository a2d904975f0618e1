import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { refNameProblem } from "../../src/policy/landing-rules.ts";

test("a ref's name is one exactly when git says so", () => {
  const part = fc.array(fc.constantFrom("a", "main", ".", "..", ".lock", "@", "@{", "~", "^", ":", "?", "*", "[", "\\", " ", "\u007f", "\t", "-", "é", "{", "}", "lock"), { minLength: 0, maxLength: 3 }).map((words) => words.join(""));
  const refs = fc.sample(fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `refs/heads/${parts.join("/")}`), { numRuns: 120, seed: 7 });
  const script = 'for ref; do git check-ref-format "$ref"; echo $?; done';
  const { stdout } = spawnSync("sh", ["-c", script, "sh", ...refs], { encoding: "utf8" });
  const judged = stdout.trim().split("\n");
  expect(refs.map((ref, i) => [ref, judged[i] === "0"])).toEqual(refs.map((ref) => [ref, refNameProblem(ref) === null]));
});
