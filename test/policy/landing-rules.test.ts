import { expect, test } from "vitest";
import { refNameProblem } from "../../src/policy/landing-rules.ts";

/** What git itself says of such names: landing-rules.contract.test.ts. */
test.each<readonly [string, RegExp]>([
  ["refs/heads/a b", /blank/],
  ["refs/heads/a\tb", /blank or a control/],
  ["refs/heads/a\u007f", /control/],
  ...["~", "^", ":", "?", "*", "[", "\\"].map((sign) => [`refs/heads/a${sign}b`, /git allows in no ref/] as const),
  ["refs/heads/a..b", /'\.\.'/],
  ["refs/heads/a@{b", /'@\{'/],
  ["refs/heads/a.", /ends with '\.'/],
  ["refs/heads//a", /empty part/],
  ["refs/heads/a/", /empty part/],
  ["refs/heads/.a", /starts with '\.'/],
  ["refs/.heads/a", /starts with '\.'/],
  ["refs/heads/a.lock", /ends with '\.lock'/],
  ["refs/heads.lock/a", /ends with '\.lock'/],
])("%j is no ref", (ref, problem) => {
  expect(refNameProblem(ref)).toMatch(problem);
});

test.each(["refs/heads/main", "refs/heads/release/1.x", "refs/heads/a./b", "refs/heads/lock", "refs/heads/a.locked", "refs/heads/a@b", "refs/heads/{a}", "refs/heads/k\u00e4se"])("%s is one", (ref) => {
  expect(refNameProblem(ref)).toBeNull();
});
