import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseArguments } from "../../src/cli/parse-arguments.ts";
import { version } from "../../package.json" with { type: "json" };

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const stdout = { isTerminal: false, columns: 80, write: () => {} };

/** The words of a line of shell that holds nothing but words and double quotes. */
const words = (line: string): string[] => line.split(" ").map((word) => word.replace(/^"(.*)"$/, "$1").replace(/\$\w+/g, "main"));

function requested(lines: readonly string[]): unknown[] {
  return lines.filter((line) => /^riskscore\b/.test(line)).map((line) => parseArguments(words(line).slice(1), "0", stdout));
}

describe("the workflow for GitHub Actions", () => {
  interface Job {
    readonly if: string;
    readonly permissions?: unknown;
    readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[];
  }
  const text = read("github-actions.yml");
  const workflow = parse(text) as { on: Record<string, unknown>; permissions: unknown; jobs: Record<"gate" | "audit", Job> };
  const jobs = Object.values(workflow.jobs);

  test("reads, and nothing else", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(jobs.map(({ permissions }) => permissions)).toEqual([undefined, undefined]);
    expect(text).not.toMatch(/secrets\.|\$\{\{/);
  });

  test("runs on what the gate knows, never on pull_request_target", () => {
    expect(Object.keys(workflow.on)).toEqual(["pull_request", "merge_group", "push", "schedule"]);
  });

  test("installs before anything of the change is there, and runs nothing of it", () => {
    for (const { steps } of jobs) {
      const [install, checkout] = [steps.findIndex(({ run }) => run?.startsWith("npm install")), steps.findIndex(({ uses }) => uses?.startsWith("actions/checkout@"))];
      expect(install).toBeGreaterThanOrEqual(0);
      expect(checkout).toBeGreaterThan(install);
      expect(steps.slice(checkout + 1).every(({ run }) => /^riskscore (?:gate|audit)\b/.test(run ?? ""))).toBe(true);
      expect(steps[checkout]!.with).toEqual({ "fetch-depth": 0 });
      expect(steps[install]!.run).toBe(`npm install --global --ignore-scripts riskscore@${version}`);
    }
  });

  test("its commands are ours", () => {
    expect(requested(jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])))).toMatchObject([{ request: { command: "gate", base: null, head: null } }, { request: { command: "audit", action: "verify", ref: "refs/heads/main" } }]);
  });
});

describe("the jobs for GitLab CI", () => {
  interface Job {
    readonly rules: readonly { readonly if: string }[];
    readonly variables: Record<string, string>;
    readonly cache: unknown;
    readonly before_script: readonly string[];
    readonly script: readonly string[];
    readonly artifacts?: { readonly reports: Record<string, string> };
  }
  const text = read("gitlab-ci.yml");
  const jobs = parse(text) as Record<"riskscore" | "riskscore-audit", Job>;

  test("start from a fresh clone and install outside of it", () => {
    for (const { variables, cache, before_script: before } of Object.values(jobs)) {
      expect(variables).toEqual({ GIT_STRATEGY: "clone", GIT_DEPTH: "0" });
      expect(cache).toEqual([]);
      expect(before).toEqual(["cd /tmp", `npm install --global --ignore-scripts riskscore@${version}`, 'cd "$CI_PROJECT_DIR"']);
    }
    expect(text).not.toMatch(/TOKEN|PASSWORD|SECRET/);
  });

  test("their commands are ours, and write the reports that GitLab is told of", () => {
    const [gate, audit] = requested(Object.values(jobs).flatMap(({ script }) => script)) as [{ request: { write: { format: string; file: string }[] } }, unknown];
    expect(gate).toMatchObject({ request: { command: "gate", base: null } });
    expect(Object.fromEntries(gate.request.write.map(({ format, file }) => [format.replace("-", ""), file]))).toEqual(jobs.riskscore.artifacts!.reports);
    expect(audit).toMatchObject({ request: { command: "audit", action: "verify", ref: "refs/heads/main" } });
  });
});
