import { expect, test } from "vitest";
import { checkShape } from "../../src/policy/check-shape.ts";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import { person } from "./rosters.ts";

const tool = (over: object) => ({ tools: [{ tool: "acme", kind: "agent", env: ["ACME"], ...over }] });

test.each<[unknown, readonly (string | number)[], RegExp]>([
  [{ mode: "off" }, ["mode"], /one of "observe", "warn", "enforce", not "off"/],
  [{ posture: "high" }, ["posture"], /one of "normal"/],
  [{ landing: { protected: ["main"] } }, ["landing", "protected", 0], /start with refs\//],
  [{ landing: { protected: ["**"] } }, ["landing", "protected", 0], /start with refs\//],
  [{ landing: { protected: ["refs/heads/(a|b)"] } }, ["landing", "protected", 0], /parenthesis/],
  [{ landing: { base: "main" } }, ["landing", "base"], /full name of a branch/],
  [{ landing: { base: "refs/tags/v1" } }, ["landing", "base"], /full name of a branch/],
  [{ landing: { base: "refs/heads/" } }, ["landing", "base"], /full name of a branch/],
  [{ landing: { base: "xrefs/heads/main" } }, ["landing", "base"], /full name of a branch/],
  [{ landing: { base: `refs/heads/${"a".repeat(241)}` } }, ["landing", "base"], /full name of a branch/],
  [{ landing: { base: "refs/heads/a..b" } }, ["landing", "base"], /'\.\.'/],
  [{ bars: { ai: { high: 3 } } }, ["bars", "ai"], /may not fall: medium \(0\) <= high \(3\) <= critical \(2\)/],
  [{ bars: { people: { medium: 1 } } }, ["bars", "people"], /may not fall/],
  [{ bars: { ai: { critical: 11 } } }, ["bars", "ai", "critical"], /at most 10/],
  [{ bars: { ai: { critical: 2.5 } } }, ["bars", "ai", "critical"], /whole number/],
  [{ bars: { ai: { low: 1 } } }, ["bars", "ai", "low"], /^$/],
  [{ countsAs: { declaredHuman: "ai" } }, ["countsAs", "declaredHuman"], /one of "people", "unknown"/],
  [{ countsAs: { unknown: { normal: "unknown" } } }, ["countsAs", "unknown", "normal"], /one of "ai", "people"/],
  [{ countsAs: { unknown: "ai" } }, ["countsAs", "unknown"], /must be an object/],
  [{ signoff: { maxAgeDays: 0 } }, ["signoff", "maxAgeDays"], /at least 1/],
  [{ signoff: { maxAgeDays: 91 } }, ["signoff", "maxAgeDays"], /at most 90/],
  [{ signoff: { tolerance: 101 } }, ["signoff", "tolerance"], /at most 100/],
  [{ signoff: { seniorsExempt: "yes" } }, ["signoff", "seniorsExempt"], /true or false/],
  [{ override: { maxHours: 25 } }, ["override", "maxHours"], /at most 24/],
  [{ override: { maxHours: 0 } }, ["override", "maxHours"], /at least 1/],
  [{ protect: ["/deploy"] }, ["protect", 0], /not relative/],
  [{ client: { onUndecided: "pass" } }, ["client", "onUndecided"], /one of "block", "warn"/],
  [{ client: [] }, ["client"], /an object, not a list/],
  [tool({ kind: "env" }), ["tools", 0, "kind"], /one of "agent"/],
  [{ tools: [{ tool: "acme", kind: "agent" }] }, ["tools", 0], /could never be seen/],
  [tool({ tool: " acme" }), ["tools", 0, "tool"], /cannot be seen/],
  [tool({ emails: ["a b@x"] }), ["tools", 0, "emails", 0], /blank/],
  [{ environments: [{ name: "live", globs: ["/deploy"], production: true }] }, ["environments", 0, "globs", 0], /not relative/],
  [{ score: { bands: { medium: 50 } } }, ["score", "bands"], /ascend: medium \(50\) < high \(50\)/],
  [{ score: { bands: { high: 85 } } }, ["score", "bands"], /ascend/],
  [{ score: { bands: { high: 90 } } }, ["score", "bands"], /ascend/],
  [tool({ env: [] }), ["tools", 0], /could never be seen/],
  [tool({ env: ["acme"] }), ["tools", 0, "env", 0], /environment variable/],
  [tool({ env: ["ACME_*"] }), ["tools", 0, "env", 0], /environment variable/],
  [tool({ env: ["1ACME"] }), ["tools", 0, "env", 0], /environment variable/],
  [tool({ trailers: ["Acme: x"] }), ["tools", 0, "trailers", 0], /trailer's key/],
  [tool({ emails: ["*@bots.example"] }), ["tools", 0, "emails", 0], /wildcard/],
  [tool({ tool: "acme*" }), ["tools", 0, "tool"], /wildcard/],
  [{ tools: [...tool({}).tools, ...tool({ tool: "Acme" }).tools] }, ["tools", 1, "tool"], /stands twice/],
  [{ ...tool({ emails: ["Ada@acme.example"] }), repo: "r", roster: { people: [person("ada")] } }, ["tools", 0, "emails", 0], /belongs to "ada" of the roster/],
])("%j", (value, path, message) => {
  const checked = checkShape(value);
  const problem = "problems" in checked ? checked.problems[0] : undefined;
  expect(problem?.path).toEqual(path);
  expect(problem?.message).toMatch(message);
});

test("a tool of which little is written is seen by what is", () => {
  const tools = [{ tool: "wei\u00df", kind: "agent" as const, emails: ["Bot@x"] }, { tool: "weiss", kind: "weak" as const, env: ["WEISS"] }];
  expect(checkShape({ tools })).toHaveProperty("written");
  expect(normalizePolicy({ tools }).tools).toEqual([{ tool: "wei\u00df", kind: "agent", emails: ["bot@x"], trailers: [], env: [] }, { tool: "weiss", kind: "weak", emails: [], trailers: [], env: ["WEISS"] }]);
});

test("one part written leaves the others at their defaults", () => {
  const policy = normalizePolicy({ mode: "warn", bars: { ai: { medium: 1 } }, countsAs: { unknown: { normal: "ai" } }, landing: { base: "refs/heads/trunk" }, signoff: { tolerance: 0 } });
  expect(policy).toMatchObject({
    mode: "warn",
    bars: { ai: { medium: 1, high: 1, critical: 2 }, people: { medium: 0, high: 0, critical: 0 } },
    countsAs: { suspected: "unknown", declaredHuman: "unknown", unknown: { normal: "ai", elevated: "ai", reset: "ai" } },
    landing: { protected: ["refs/heads/main", "refs/heads/master"], base: "refs/heads/trunk" },
    signoff: { maxAgeDays: 7, tolerance: 0, seniorsExempt: false },
  });
});
