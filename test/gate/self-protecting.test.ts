import { describe, expect, test } from "vitest";
import { policyPlaces } from "../../src/config/policy-places.ts";
import { foldedPath } from "../../src/gate/folded-path.ts";
import { protectedNames } from "../../src/gate/protected-names.ts";
import { selfProtectedIn } from "../../src/gate/self-protecting.ts";
import { steeringKeys, steeringKeysDiffer } from "../../src/gate/steering-keys.ts";
import { asRepoPath } from "../../src/ids.ts";

const changed = (path: string, from: string | null = null) => ({ path: asRepoPath(path), from: from === null ? null : asRepoPath(from) });
const found = (path: string, protect: readonly string[] = []): string => selfProtectedIn([changed(path)], false, protect).map(({ kind, always }) => `${kind}${always ? " always" : ""}`).join();

test.each<readonly [string, string]>([
  [".riskrc", "policy always"],
  [".riskrc.json", "policy always"],
  [".riskrc.js", "policy always"],
  [".config/riskrc.yaml", "policy always"],
  ["riskscore.config.ts", "policy always"],
  ["packages/a/.riskrc.json", ""],
  [".riskrcs", ""],
  [".husky/pre-push", "hooks always"],
  [".husky", "hooks always"],
  ["apps/web/.husky/_/husky.sh", "hooks always"],
  ["docs/husky/pre-push", ""],
  ["lefthook.yml", "hooks always"],
  ["lefthook-local.yml", "hooks always"],
  ["lefthook-plugin/src/index.ts", ""],
  [".lefthook/pre-push/judge.sh", "hooks always"],
  [".config/lefthook.toml", "hooks always"],
  [".pre-commit-config.yaml", "hooks always"],
  [".simple-git-hooks.cjs", "hooks always"],
  ["simple-git-hooks.json", "hooks always"],
  [".githooks/pre-push", "hooks always"],
  [".github/workflows/ci.yml", "workflow"],
  [".github/dependabot.yml", "workflow"],
  [".gitlab-ci.yml", "workflow"],
  [".circleci/config.yml", "workflow"],
  ["azure-pipelines.yml", "workflow"],
  ["Jenkinsfile", "workflow"],
  [".buildkite/pipeline.yml", "workflow"],
  ["CODEOWNERS", "owners"],
  [".github/CODEOWNERS", "owners"],
  ["docs/CODEOWNERS", "owners"],
  [".gitlab/CODEOWNERS", "owners"],
  ["src/CODEOWNERS", ""],
  [".gitattributes", "attributes"],
  ["packages/a/.gitattributes", "attributes"],
  [".gitmodules", "submodules"],
  ["CLAUDE.md", "agent-instructions"],
  ["packages/a/AGENTS.md", "agent-instructions"],
  ["GEMINI.md", "agent-instructions"],
  [".cursor/rules/a.mdc", "agent-instructions"],
  ["packages/a/.cursorrules", "agent-instructions"],
  [".github/copilot-instructions.md", "agent-instructions"],
  [".claude/settings.json", "agent-instructions"],
  [".aider.conf.yml", "agent-instructions"],
  [".agents/skills/x.md", "agent-instructions"],
  [".config/.riskrc.json", "policy always"],
  [".config/riskscore.config.ts", "policy always"],
  [".lefthook.yml", "hooks always"],
  [".lefthook-local/pre-push/judge.sh", "hooks always"],
  [".pre-commit-hooks.yaml", "hooks always"],
  [".huskyrc.json", "hooks always"],
  ["husky.config.js", "hooks always"],
  [".git-hooks/pre-push", "hooks always"],
  [".gitea/CODEOWNERS", "owners"],
  [".forgejo/CODEOWNERS", "owners"],
  ["CLAUDE.local.md", "agent-instructions"],
  ["apps/web/AGENTS.override.md", "agent-instructions"],
  [".cursorignore", "agent-instructions"],
  [".windsurfrules", "agent-instructions"],
  [".clinerules-code", "agent-instructions"],
  [".goosehints", "agent-instructions"],
  [".mcp.json", "agent-instructions"],
  ...[".windsurf", ".codex", ".gemini", ".clinerules", ".roo", ".kiro", ".junie", ".continue", ".opencode"].map((folder) => [`packages/a/${folder}/x.md`, "agent-instructions"] as const),
  ...["instructions", "prompts", "agents"].flatMap((folder) => [[`.github/${folder}/x.md`, "agent-instructions"], [`.github/${folder}`, "agent-instructions"]] as const),
  ["packages/a/.github/instructions.md", "workflow"],
  ["bitbucket-pipelines.yml", "workflow"],
  [".travis.yml", "workflow"],
  [".drone.yml", "workflow"],
  [".woodpecker.yml", "workflow"],
  ["appveyor.yml", "workflow"],
  [".appveyor.yml", "workflow"],
  ["cloudbuild.yaml", "workflow"],
  ...[".gitlab", ".gitlab-ci", ".azure-pipelines", ".woodpecker", ".forgejo", ".gitea", ".teamcity"].map((folder) => [`${folder}/x.yml`, "workflow"] as const),
  ["src/index.ts", ""],
  ["package.json", ""],
  ["package/.json", ""],
  ["README.md", ""],
])("%s: %s", (path, kind) => {
  expect(found(path)).toBe(kind);
});

describe("a name is what the most forgiving file system opens", () => {
  test.each([
    [".HUSKY/pre-push", "hooks always"],
    [".hus\u200cky/pre-push", "hooks always"],
    [".hus\u212ay/pre-push", "hooks always"],
    [".husky./pre-push", "hooks always"],
    [".husky /pre-push", "hooks always"],
    [".RiskRC.JSON", "policy always"],
    [".riskrc.json::$DATA", "policy always"],
    [".gitattributes::$DATA", "attributes"],
    [".hu\u017fky/pre-push", "hooks always"],
    ["lefthook.YML. ", "hooks always"],
    ["claude.MD", "agent-instructions"],
    [".GitAttributes", "attributes"],
  ])("%j: %s", (path, kind) => {
    expect(found(path)).toBe(kind);
  });

  test("the rows are written folded", () => {
    const names = protectedNames.flatMap(({ atRoot = [], anywhere = [], folders = [] }) => [...atRoot, ...anywhere, ...folders]);
    expect(names.filter((name) => name !== name.toLowerCase().normalize("NFKC"))).toEqual([]);
  });

  test("a name is cut behind a colon and at its end, and never to nothing", () => {
    expect(foldedPath("A. ./b:c:d/ ../:e/./f")).toEqual(["a", "b", " ", ":e", ".", "f"]);
  });

  test("a name of many blanks takes no time", () => {
    expect(found(`a${" ".repeat(100_000)}b`)).toBe("");
  });
});

describe("renames", () => {
  test("moving a safeguard away changes it", () => {
    expect(selfProtectedIn([changed("old/pre-push", ".husky/pre-push")], false, [])).toMatchObject([{ path: ".husky/pre-push", kind: "hooks" }]);
  });

  test("both paths count", () => {
    expect(selfProtectedIn([changed("AGENTS.md", ".husky/pre-push")], false, []).map(({ path }) => path)).toEqual([".husky/pre-push", "AGENTS.md"]);
  });
});

test("sorted by path", () => {
  expect(selfProtectedIn([changed("b/AGENTS.md"), changed("CODEOWNERS"), changed("a/AGENTS.md")], true, []).map(({ path }) => path)).toEqual(["CODEOWNERS", "a/AGENTS.md", "b/AGENTS.md", "package.json"]);
});

describe("the team's own", () => {
  test("count whoever wrote them", () => {
    expect(found("ops/deploy.sh", ["ops/**"])).toBe("team always");
    expect(found(".github/workflows/release.yml", [".github/workflows/release.yml"])).toBe("team always");
    expect(found("src/a.ts", ["ops/**"])).toBe("");
  });

  test("hold without case, too", () => {
    expect(found("OPS/deploy.sh", ["ops/**"])).toBe("team always");
    expect(found("ops/deploy.sh", ["Ops/**"])).toBe("team always");
    expect(found("o\u200bps/deploy.sh", ["ops/**"])).toBe("team always");
  });
});

describe("the root package.json", () => {
  test("under another spelling always counts: where case is folded it is the root manifest, whatever its keys", () => {
    for (const path of ["Package.json", "PACKAGE.JSON", "package.json.", "package.json::$DATA", "packa\u200cge.json"]) {
      expect(selfProtectedIn([changed(path)], false, []), path).toEqual([{ path, kind: "hooks", always: true }]);
    }
    expect(selfProtectedIn([changed("packages/a/Package.json")], false, [])).toEqual([]);
  });

  test("counts where its steering keys changed", () => {
    expect(selfProtectedIn([changed("package.json"), changed("src/a.ts")], true, [])).toEqual([{ path: "package.json", kind: "hooks", always: true }]);
    expect(selfProtectedIn([], true, [])).toHaveLength(1);
    expect(selfProtectedIn([changed("CODEOWNERS")], true, [])).toContainEqual({ path: "package.json", kind: "hooks", always: true });
    expect(selfProtectedIn([changed("package.json")], true, ["package.json"])).toEqual([{ path: "package.json", kind: "team", always: true }]);
  });

  test.each<[string, unknown, unknown, boolean]>([
    ["a dependency", { dependencies: { a: "1" } }, { dependencies: { a: "2" } }, false],
    ["a script of its own", { scripts: { test: "a" } }, { scripts: { test: "b" } }, false],
    ["the script that installs hooks", { scripts: { prepare: "husky" } }, { scripts: {} }, true],
    ["a script that runs at install", {}, { scripts: { postinstall: "git config core.hooksPath /dev/null" } }, true],
    ["the policy", { riskscore: { mode: "enforce" } }, { riskscore: { mode: "observe" } }, true],
    ["hooks", { "simple-git-hooks": { "pre-push": "riskscore hook pre-push" } }, {}, true],
    ["a new file without any", undefined, { name: "a" }, false],
    ["a new file with a policy", undefined, { riskscore: {} }, true],
    ["a file that cannot be read", { name: "a" }, null, true],
    ["scripts that are null", { scripts: null }, {}, false],
    ["keys that every object has", { scripts: {} }, { scripts: "toString" }, false],
  ])("%s", (_, before, after, differs) => {
    expect(steeringKeysDiffer(before, after)).toBe(differs);
    expect(steeringKeysDiffer(after, before)).toBe(differs);
  });
});

test("every place a policy is read from is a safeguard", () => {
  for (const { path, syntax } of policyPlaces) expect(syntax === "key" ? steeringKeys.includes("riskscore") : found(path) === "policy always", path).toBe(true);
});
