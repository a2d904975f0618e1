import { afterAll, beforeAll, expect, test } from "vitest";
import { repoOf, type TestRepo } from "../support/repo-of.ts";
import { runBuilt } from "../support/run-built.ts";

/** Bundled, a package's exports can go missing that are there when run from source; so every parser is met once in the build. */
let repo: TestRepo;
beforeAll(() => {
  repo = repoOf({
    "good.json": '{ "gapsAllowed": 1 }',
    "good.yaml": "gapsAllowed: 1\n",
    "good/package.json": '{ "riskscore": { "gapsAllowed": 1 } }',
    "unknown.json": '{\n  "gapsAlowed": 1\n}',
    "broken.json": '{ "gapsAllowed": 1, }',
    "broken.yaml": "ignore: [\n",
  });
});
afterAll(() => repo.remove());

test.each(["good.json", "good.yaml", "good/package.json"])("%s is accepted", async (file) => {
  expect(await runBuilt(repo, ["config", "--check", file])).toMatchObject({ code: 0, stderr: "" });
});

test.each([
  ["unknown.json", 'unknown.json:2:3: unknown key "gapsAlowed"; did you mean "gapsAllowed"?'],
  ["broken.json", "broken.json:1:21: does not parse as JSON: property name expected."],
  ["broken.yaml", "broken.yaml:2:1: does not parse as YAML: "],
])("%s is refused with its place", async (file, message) => {
  const ran = await runBuilt(repo, ["config", "--check", file]);
  expect(ran).toMatchObject({ code: 2, stdout: "" });
  expect(ran.stderr).toContain(message);
});
