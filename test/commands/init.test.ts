import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { init as initWith } from "../../src/commands/init.ts";
import type { OwnEntry } from "../../src/commands/own-roster-entry.ts";
import type { InitCommand } from "../../src/commands/request.ts";
import { checkPolicyFile } from "../../src/config/check-file.ts";
import { asPackageName, asRepoPath } from "../../src/ids.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { matcher } from "../../src/policy/globs.ts";
import { ed25519 } from "../policy/public-keys.ts";
import { person } from "../policy/rosters.ts";
import { hostOf } from "../cli/host-of.ts";
import { graphOf } from "../support/graph-of.ts";
import { worldOf } from "./gathered.ts";

const asked: InitCommand = { command: "init", repo: undefined, color: "auto", format: "human", force: false, warm: "yes", hooks: false };

const hub = "packages/core/[id](x)/log.ts";
const users = Array.from({ length: 9 }, (_, i) => [`apps/shop/page${i}.ts`, [`${hub}#log`]] as const);
const built = graphOf({ ...Object.fromEntries(users), [hub]: { log: [] } });
const entries = [{ module: asRepoPath("apps/shop/page0.ts"), package: asPackageName("@shop/app"), published: false }];

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "riskscore-init-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const nobody: OwnEntry = { missing: "git config user.email is not set" };

function init(world: Parameters<typeof initWith>[0], request: InitCommand, gathered: Parameters<typeof initWith>[2], own: OwnEntry = nobody) {
  return initWith(world, request, gathered, async () => own);
}

async function written() {
  return (await checkPolicyFile(readFileSync(join(root, ".riskrc.json")), ".riskrc.json")).policy;
}

function gather(seen: string[] = []) {
  return {
    worktreeRoot: async () => root,
    gatherGraph: async () => {
      seen.push("read");
      return { graph: built, name: "index", gaps: [], policy: defaultPolicy, entries };
    },
  };
}

test("writes a policy that is valid and names hubs and entry points", async () => {
  const { text } = await init(worldOf(), asked, gather());
  const { policy } = await checkPolicyFile(readFileSync(join(root, ".riskrc.json")), ".riskrc.json");
  expect(policy.critical.map((one) => one.name)).toEqual([`hub ${hub}`, "entry @shop/app"]);
  expect(matcher(policy.critical[0]!.globs)(hub)).toBe(true);
  expect(text).toContain("9 modules depend on it");
  expect(readdirSync(root)).toEqual([".riskrc.json"]);
});

test("never writes over a policy unless --force says so", async () => {
  writeFileSync(join(root, ".riskrc.json"), "{}");
  await expect(init(worldOf(), asked, gather())).rejects.toMatchObject({ kind: "policy", message: ".riskrc.json is there already; nothing was written." });
  expect(readFileSync(join(root, ".riskrc.json"), "utf8")).toBe("{}");
  await init(worldOf(), { ...asked, force: true }, gather());
  expect(readFileSync(join(root, ".riskrc.json"), "utf8")).toContain("$schema");
});

test.each([[".riskrc.yaml", "{}"], ["package.json", '{ "riskscore": {} }']])("a policy in %s is refused even with --force: two would judge", async (name, text) => {
  writeFileSync(join(root, name), text);
  await expect(init(worldOf(), { ...asked, force: true }, gather())).rejects.toMatchObject({ kind: "policy" });
  expect(readdirSync(root)).toEqual([name]);
});

test("--no-warm does not read the repository", async () => {
  const seen: string[] = [];
  const { text } = await init(worldOf(), { ...asked, warm: "no" }, gather(seen));
  expect(seen).toEqual([]);
  expect(text).toContain("without critical paths, because the repository was not read");
});

test.each([["", ["read"]], ["y", ["read"]], ["n", []], [null, []]])("on a terminal it asks, and %j means %j", async (reply, reads) => {
  const seen: string[] = [];
  const host = hostOf([], { terminal: true, readLine: async () => reply });
  await init(worldOf({ host }), { ...asked, warm: "ask" }, gather(seen));
  expect(host.printed().err).toContain("[Y/n]");
  expect(seen).toEqual(reads);
});

test("off a terminal nobody is asked, and the repository is read", async () => {
  const seen: string[] = [];
  await init(worldOf(), { ...asked, warm: "ask" }, gather(seen));
  expect(seen).toEqual(["read"]);
});

test("writes mode warn, and a name for the repository that no other has", async () => {
  await init(worldOf(), asked, gather());
  const first = await written();
  await init(worldOf(), { ...asked, force: true }, gather());
  expect(first).toMatchObject({ mode: "warn", repo: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/) as string });
  expect((await written()).repo).not.toBe(first.repo);
});

test("without a key of one's own the roster is empty, and how to add people is said", async () => {
  const { notes } = await init(worldOf(), asked, gather());
  expect((await written()).roster.people).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/^The roster is empty, because git config user\.email is not set\. Add people to "roster\.people" in \.riskrc\.json/)]);
});

test("with one, the roster names who runs it, and says what one person alone cannot do", async () => {
  const own = person("ada@acme.example", { roles: ["senior", "policy-admin"], emails: ["ada@acme.example"], keys: [{ key: `${ed25519(1)} ada@laptop` }] });
  const { notes, text } = await init(worldOf(), { ...asked, format: "json" }, gather(), { person: own });
  expect((await written()).roster.people).toMatchObject([{ id: "ada@acme.example", keys: [{ key: ed25519(1) }] }]);
  expect(JSON.parse(text)).toMatchObject({ wrote: ".riskrc.json", roster: [{ id: "ada@acme.example" }] });
  expect(notes[0]).toContain("names you (ada@acme.example)");
  expect(notes.join("\n")).toContain("needs 2 seniors, but only ada@acme.example can sign as senior");
});
