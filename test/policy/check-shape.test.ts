import { expect, test } from "vitest";
import { checkShape } from "../../src/policy/check-shape.ts";

const critical = (over: object) => ({ critical: [{ name: "a", globs: ["a"], ...over }] });

test.each<[unknown, readonly (string | number)[], RegExp]>([
  [null, [], /policy must be an object, not null/],
  [[], [], /policy must be an object, not a list/],
  [3, [], /not 3/],
  [{ score: [] }, ["score"], /"score" must be an object, not a list/],
  [{ score: { weights: [] } }, ["score", "weights"], /must be an object, not a list/],
  [{ gapsAllowed: -1 }, ["gapsAllowed"], /at least 0/],
  [{ gapsAllowed: 1.5 }, ["gapsAllowed"], /whole number/],
  [{ gapsAllowed: "1" }, ["gapsAllowed"], /must be a number, not "1"/],
  [{ gapsAllowed: Number.POSITIVE_INFINITY }, ["gapsAllowed"], /at most/],
  [{ ignore: "a" }, ["ignore"], /must be a list, not "a"/],
  [{ ignore: [1] }, ["ignore", 0], /"ignore\[0\]" must be text, not 1/],
  [{ ignore: ["(a+)+"] }, ["ignore", 0], /parenthesis/],
  [{ ignore: Array.from({ length: 501 }, () => "a") }, ["ignore"], /at most 500 globs/],
  [critical({ globs: [] }), ["critical", 0, "globs"], /at least one glob/],
  [critical({ globs: ["/a"] }), ["critical", 0, "globs", 0], /not relative/],
  [critical({ weight: 2 }), ["critical", 0, "weight"], /at most 1/],
  [critical({ whenReached: "hi" }), ["critical", 0, "whenReached"], /one of "low", "medium", "high", "critical", not "hi"/],
  [critical({ owner: 3 }), ["critical", 0, "owner"], /must be text, not 3|one of text/],
  [{ critical: [{ name: "a" }] }, ["critical", 0], /"critical\[0\]" lacks the key "globs"/],
  [{ critical: [{ name: "a", globs: ["a"] }, { name: "a", globs: ["b"] }] }, ["critical", 1, "name"], /stands twice/],
  [{ environments: [{ name: "a", globs: ["a"] }] }, ["environments", 0], /lacks the key "production"/],
  [{ score: { bands: { medium: 60 } } }, ["score", "bands"], /ascend: medium \(60\) < high \(50\)/],
  [{ score: { weights: { size: 101 } } }, ["score", "weights", "size"], /at most 100/],
])("%j", (value, path, message) => {
  const checked = checkShape(value);
  const problem = "problems" in checked ? checked.problems[0] : undefined;
  expect(problem?.path).toEqual(path);
  expect(problem?.message).toMatch(message);
});

test.each(["toString", "hasOwnProperty", "valueOf", "isPrototypeOf", "constructor", "extends", "Critical", ""])("the unknown key %j is refused at every level", (key) => {
  const at = (value: unknown) => {
    const checked = checkShape(value);
    return "problems" in checked ? checked.problems.map(({ unknownKey }) => unknownKey) : "accepted";
  };
  expect(at({ [key]: 1 })).toEqual([key]);
  expect(at(critical({ [key]: 1 }))).toEqual([key]);
  expect(at({ score: { [key]: 1 } })).toEqual([key]);
  expect(at({ score: { bands: { [key]: 1 } } })).toEqual([key]);
  expect(at({ score: { weights: { [key]: 1 } } })).toEqual([key]);
});

test("every problem is found, not only the first", () => {
  const checked = checkShape({ gapsAllowed: -1, ignore: 3, score: { distanceDecay: 2 } });
  expect("problems" in checked && checked.problems).toHaveLength(3);
});
