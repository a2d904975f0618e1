import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repoOf, type TestRepo } from "../support/repo-of.ts";
import { runBuilt, type Ran } from "../support/run-built.ts";

const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
const schema = JSON.parse(readFileSync(fileURLToPath(new URL("../../dist/schema/report.schema.json", import.meta.url)), "utf8")) as { $id: string };
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
ajv.addSchema(schema);

function expectSchema(json: string, part = ""): unknown {
  const validate = ajv.getSchema(schema.$id + part)!;
  const value: unknown = JSON.parse(json);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

const files = {
  "package.json": '{ "name": "shop", "private": true }',
  "src/app.ts": 'import { total } from "./cart.ts";\nexport const app = () => total([1]);\n',
  "src/cart.ts": 'import { round } from "./round.ts";\nexport const total = (prices: number[]) => round(prices.reduce((a, b) => a + b, 0));\n',
  "src/round.ts": "export const round = (n: number) => Math.round(n);\n",
};
const edited = { "src/round.ts": "export const round = (n: number) => Math.floor(n);\n" };

let staged: TestRepo;
let clean: TestRepo;
beforeAll(() => {
  staged = repoOf(files);
  staged.stage(edited);
  clean = repoOf(files);
});
afterAll(() => {
  staged.remove();
  clean.remove();
});

describe("diff on a staged change", () => {
  test("answers people on stdout and says nothing else", async () => {
    const ran = await runBuilt(staged, ["diff"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain("\npasses - standard path\n");
    expect(ran.stdout).toContain("2 modules can feel it: all of them at run time");
  });

  test("answers programs as the published schema promises, twice the same", async () => {
    const [cold, warm] = [await runBuilt(staged, ["diff", "--json"]), await runBuilt(staged, ["diff", "--json"])];
    expect(expectSchema(cold.stdout)).toMatchObject({ head: "index", radius: { modules: 2, byDistance: [1, 1] } });
    expect(warm.stdout).toBe(cold.stdout);
  });

  test("--exit-code stops where an agent's change reaches what is critical, and only there; plain diff never does", async () => {
    const repo = repoOf({ ...files, ".riskrc.json": '{ "critical": [{ "name": "app", "globs": ["src/app.ts"] }] }\n' });
    try {
      repo.stage(edited);
      const agent = { CLAUDECODE: "1" };
      const codes = await Promise.all([["diff", "--exit-code"], ["diff"]].flatMap((args) => [runBuilt(repo, args, agent), runBuilt(repo, args)]));
      expect(codes.map(({ code }) => code)).toEqual([1, 0, 0, 0]);
      expect(codes[0]?.stdout).toContain("over the bar");
    } finally {
      repo.remove();
    }
  });

  test("--output writes the file and nothing to stdout", async () => {
    const folder = mkdtempSync(join(tmpdir(), "riskscore-out-"));
    try {
      expect(await runBuilt(staged, ["diff", "--json", "--output", join(folder, "r.json")])).toEqual({ code: 0, stdout: "", stderr: "" });
      expectSchema(readFileSync(join(folder, "r.json"), "utf8"));
      expect(readdirSync(folder)).toEqual(["r.json"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.runIf(existsSync("/dev/full"))("an answer that does not fit on the disk is no answer", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [bin, "diff", "--json"], { cwd: staged.path, env: staged.env, stdio: ["ignore", full, "pipe"] });
    let err = "";
    child.stderr!.on("data", (part: Buffer) => (err += part.toString()));
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(2);
    closeSync(full);
    expect(err).toBe("riskscore: The output could not be written: the disk is full.\n  hint: Free some space, or send it elsewhere (--output FILE).\n");
  });

  test("a reader that goes away is no failure", async () => {
    const child = spawn(process.execPath, [bin, "graph", "--json"], { cwd: staged.path, env: staged.env, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (part: Buffer) => (err += part.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, err]).toEqual([0, ""]);
  });
});

test("nothing staged: one sentence for people, a whole report for programs, exit 0", async () => {
  expect(await runBuilt(clean, ["diff"])).toEqual({ code: 0, stdout: "Nothing is staged; to look at this whole branch instead: riskscore diff main...HEAD\n", stderr: "" });
  const ran = await runBuilt(clean, ["diff", "--json", "--exit-code"]);
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(expectSchema(ran.stdout)).toMatchObject({ change: { files: [] }, radius: { modules: 0 } });
});

test("a root commit is compared with the empty tree", async () => {
  const ran = await runBuilt(clean, ["diff", "--head", "HEAD", "--json"]);
  expect(expectSchema(ran.stdout)).toMatchObject({ base: "empty" });
});

describe("the other commands", () => {
  test("why and graph print what the schema promises", async () => {
    expect(expectSchema((await runBuilt(staged, ["why", "src/app.ts", "src/round.ts#round", "--json"])).stdout, "#/definitions/why")).toMatchObject({ found: true, path: [{}, {}] });
    expect(expectSchema((await runBuilt(staged, ["graph", "--json"])).stdout, "#/definitions/graph")).toMatchObject({ edges: [{ from: "src/app.ts", to: "src/cart.ts" }, { from: "src/cart.ts", to: "src/round.ts" }] });
  });

  test("init, config and --policy-from index: the first minutes with a policy", async () => {
    const repo = repoOf(files);
    try {
      expect((await runBuilt(repo, ["init", "--json"])).code).toBe(0);
      expect(await runBuilt(repo, ["config", "--check", ".riskrc.json"])).toEqual({ code: 0, stdout: ".riskrc.json is a valid policy.\n", stderr: "" });
      const policy = JSON.parse(readFileSync(join(repo.path, ".riskrc.json"), "utf8")) as object;
      repo.stage({ ...edited, ".riskrc.json": JSON.stringify({ ...policy, gapsAllowed: 2 }) });
      expect((await runBuilt(repo, ["config"])).stdout).toContain("config --policy-from index");
      expect((await runBuilt(repo, ["config", "--policy-from", "index"])).stdout).toContain("The policy in .riskrc.json as staged judges.");
      expect(expectSchema((await runBuilt(repo, ["diff", "--json"])).stdout)).toMatchObject({ policy: { from: "defaults", differs: true } });
      expect(expectSchema((await runBuilt(repo, ["diff", "--json", "--policy-from", "index"])).stdout)).toMatchObject({ policy: { from: "index", differs: false } });
    } finally {
      repo.remove();
    }
  });

  test("audit: nothing yet, then what a hook decided, then a log that somebody edited", async () => {
    const repo = repoOf(files);
    try {
      expect(await runBuilt(repo, ["audit", "verify"])).toEqual({ code: 0, stdout: "Nothing was recorded in this clone yet.\n", stderr: "" });
      const head = repo.commit("edit", edited);
      const hook = spawnSync(process.execPath, [bin, "hook", "pre-push", "origin", "nowhere"], { cwd: repo.path, env: repo.env, input: `refs/heads/main ${head} refs/heads/main ${"0".repeat(head.length)}\n`, encoding: "utf8" });
      expect(hook).toMatchObject({ status: 2, stdout: expect.stringContaining("evidence missing") });
      const shown = JSON.parse((await runBuilt(repo, ["audit", "--json"])).stdout) as { entries: unknown[] };
      expect(shown.entries).toMatchObject([{ event: "decision", seq: 0, data: { by: "pre-push", head, decision: "undecided", rule: "evidence missing" } }]);
      const anchor = await runBuilt(repo, ["audit", "anchor"]);
      expect(anchor).toMatchObject({ code: 0, stderr: "" });
      writeFileSync(join(repo.path, "anchors"), anchor.stdout);
      expect(await runBuilt(repo, ["audit", "verify", "--anchors", "anchors"])).toMatchObject({ code: 0, stderr: "" });
      const log = join(repo.path, ".git", "riskscore-audit", "audit.jsonl");
      writeFileSync(log, readFileSync(log, "utf8").replace("evidence missing", "standard path"));
      const broken = await runBuilt(repo, ["audit", "verify", "--json"]);
      expect([broken.code, JSON.parse(broken.stdout)]).toMatchObject([1, { holds: false, broken: { seq: 1 } }]);
      expect((await runBuilt(repo, ["audit", "anchor"])).code).toBe(1);
    } finally {
      repo.remove();
    }
  });

  test("hook prepare-commit-msg never stops a commit, whatever it is given", async () => {
    for (const args of [["gone/COMMIT_EDITMSG"], ["gone/COMMIT_EDITMSG", "message", "", "more"], ["."]]) {
      const ran = await runBuilt(clean, ["hook", "prepare-commit-msg", ...args], { CLAUDECODE: "1" });
      expect([ran.code, ran.stdout]).toEqual([0, ""]);
      expect(ran.stderr).toMatch(/^(?:riskscore: [^\n]+\n)?$/);
    }
    expect((await runBuilt({ path: tmpdir(), env: clean.env }, ["hook", "prepare-commit-msg", "x"])).code).toBe(0);
  });

  test("-C looks elsewhere", async () => {
    const ran = await runBuilt({ path: tmpdir(), env: staged.env }, ["-C", staged.path, "diff", "--json"]);
    expect(expectSchema(ran.stdout)).toMatchObject({ radius: { modules: 2 } });
  });
});

describe("bad input ends with 2, one sentence and a hint", () => {
  async function refused(ran: Ran, kind: string, words: string): Promise<void> {
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^riskscore: [^\n]*[.)]?\n {2}hint: [^\n]+\n$/);
    expect(ran.stderr).toContain(words);
    expect(expectSchema(ran.stdout, "#/definitions/error")).toMatchObject({ error: { kind } });
  }

  test("not a repository", async () => {
    const folder = mkdtempSync(join(tmpdir(), "riskscore-none-"));
    try {
      await refused(await runBuilt({ path: folder, env: staged.env }, ["diff", "--json"]), "repository", "");
      expect((await runBuilt({ path: folder, env: staged.env }, ["-C", "missing", "diff"])).code).toBe(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("no commits yet", async () => {
    const repo = repoOf(files, { commit: false });
    try {
      await refused(await runBuilt(repo, ["diff", "--json"]), "revision", "no commits yet");
    } finally {
      repo.remove();
    }
  });

  test("an unknown revision, and a file where a revision belongs", async () => {
    await refused(await runBuilt(clean, ["diff", "nowhere", "--json"]), "revision", "nowhere");
    await refused(await runBuilt(clean, ["diff", "src/app.ts", "--json"]), "usage", "'src/app.ts' is a file or folder");
  });

  test("a policy that does not parse", async () => {
    const repo = repoOf({ ...files, ".riskrc.json": '{\n  "critcal": []\n}\n' });
    try {
      repo.stage(edited);
      await refused(await runBuilt(repo, ["diff", "--json"]), "policy", ".riskrc.json:2:3");
    } finally {
      repo.remove();
    }
  });
});

test.each([["SIGINT", 130], ["SIGTERM", 143]] as const)("%s ends with %d and leaves nothing half written", async (signal, code) => {
  const many = Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`src/m${i}.ts`, `import { m${i + 1} } from "./m${i + 1}.ts";\nexport const m${i} = () => m${i + 1};\n`]));
  const repo = repoOf(many);
  try {
    repo.stage({ "src/m1199.ts": "export const m1199 = 1;\n" });
    writeFileSync(join(repo.path, "out.json"), "before");
    const child = spawn(process.execPath, [bin, "diff", "--json", "--output", "out.json"], { cwd: repo.path, env: repo.env, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (part: Buffer) => (out += part.toString()));
    const ended = new Promise((resolve) => child.on("close", resolve));
    await gitRuns(child.pid!);
    child.kill(signal);
    expect([await ended, out]).toEqual([code, ""]);
    expect(readFileSync(join(repo.path, "out.json"), "utf8")).toBe("before");
  } finally {
    repo.remove();
  }
});

/** Waits until riskscore has started its first git: by then it listens to signals, and its work has begun. */
async function gitRuns(pid: number): Promise<void> {
  const children = `/proc/${pid}/task/${pid}/children`;
  for (let tries = 0; tries < 500; tries++) {
    await new Promise((resolve) => setTimeout(resolve, existsSync(children) ? 5 : 500));
    if (!existsSync(children) || readFileSync(children, "utf8") !== "") return;
  }
}
