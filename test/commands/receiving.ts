import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { changeDigest } from "../../src/git/change-digest.ts";
import { asCommitOid } from "../../src/ids.ts";
import { storeRecord } from "../../src/git/records.ts";
import { openRepository } from "../../src/git/repository.ts";
import { fingerprintOf } from "../../src/signature/public-key.ts";
import { signatureNamespace, statementType, type ChangeDigest, type Statement } from "../../src/signoff/statement.ts";
import { statementBytes } from "../../src/signoff/write-statement.ts";
import { type Files, repoAt, type TestRepo } from "../support/repo-of.ts";
import { testKey } from "../support/ssh-keys.ts";
import { policy, shop, type Pushed } from "./pushing.ts";

const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
export const sam = testKey("sam");
export const none = "0".repeat(40);

export interface Server {
  readonly folder: string;
  /** The bare repository, with both hooks. */
  readonly there: TestRepo;
  readonly here: TestRepo;
  push(...args: string[]): Pushed;
  pushWith(env: Readonly<Record<string, string>>, ...args: string[]): Pushed;
  /** `git push` that runs while others do. */
  pushing(from: TestRepo, ...args: string[]): Promise<Pushed>;
  /** Another clone of the server. */
  clone(name: string): TestRepo;
  /** A hook by itself, with what git would write to it. */
  hook(name: "pre-receive" | "post-receive", input: string, more?: { env?: Record<string, string>; args?: string[] }): Pushed & { readonly out: string };
  /** The server's log. */
  log(): readonly { readonly event: string; readonly subject: string; readonly data: Record<string, unknown> }[];
  remove(): void;
}

interface ServerOptions {
  readonly objectFormat?: "sha1" | "sha256";
  /** A server that has nothing yet. */
  readonly empty?: boolean;
  /** A repository with a working tree receives. */
  readonly withWorktree?: boolean;
}

/** A server whose `main` holds the shop and its policy, and a clone without any hook. */
export function serverWith(files: Files = {}, { objectFormat = "sha1", empty = false, withWorktree = false }: ServerOptions = {}): Server {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-server-")));
  const start = repoAt(folder);
  const init = ["init", "--quiet", "--template=", "--initial-branch=main", `--object-format=${objectFormat}`];
  start.git(...init, ...(withWorktree ? [] : ["--bare"]), "shop.git");
  start.git(...init, "here");
  const there = repoAt(join(folder, "shop.git"));
  const here = repoAt(join(folder, "here"));
  if (withWorktree) there.git("config", "receive.denyCurrentBranch", "ignore");
  here.git("remote", "add", "origin", there.path);
  here.commit("first", Object.fromEntries(Object.entries({ ...shop, ...files }).filter(([, content]) => content !== null)));
  if (!empty) here.git("push", "--quiet", "--set-upstream", "origin", "main");
  const hooks = join(there.path, withWorktree ? ".git/hooks" : "hooks");
  mkdirSync(hooks, { recursive: true });
  for (const name of ["pre-receive", "post-receive"]) {
    writeFileSync(join(hooks, name), `#!/bin/sh\nexec "${process.execPath}" "${bin}" hook ${name}\n`);
    chmodSync(join(hooks, name), 0o755);
  }
  const pushIn = (from: TestRepo, env: Readonly<Record<string, string>>, args: readonly string[]): Pushed => {
    const ran = spawnSync("git", ["push", ...args], { cwd: from.path, env: { ...from.env, ...env }, encoding: "utf8" });
    return { code: ran.status ?? -1, said: `${ran.stdout}${ran.stderr}` };
  };
  return {
    folder,
    there,
    here,
    push: (...args) => pushIn(here, {}, args),
    pushWith: (env, ...args) => pushIn(here, env, args),
    pushing: (from, ...args) => ended(spawn("git", ["push", ...args], { cwd: from.path, env: from.env })),
    clone(name) {
      start.git("clone", "--quiet", "--template=", "shop.git", name);
      return repoAt(join(folder, name));
    },
    hook(name, input, { env = {}, args = [] } = {}) {
      const ran = spawnSync(process.execPath, [bin, "hook", name, ...args], { cwd: there.path, env: { ...there.env, ...env }, input, encoding: "utf8" });
      return { code: ran.status ?? -1, out: ran.stdout, said: `${ran.stdout}${ran.stderr}` };
    },
    log() {
      const ran = spawnSync(process.execPath, [bin, "audit", "show", "--json", "--limit", "1000"], { cwd: there.path, env: there.env, encoding: "utf8" });
      return (JSON.parse(ran.stdout) as { entries: ReturnType<Server["log"]> }).entries;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function ended(child: ChildProcess): Promise<Pushed> {
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => void child.on("close", (code) => resolve({ code: code ?? -1, said })));
}

let changes = 1;
/** A tool's change that checkout feels. */
export function byTool(repo: TestRepo, files: Files = { "src/lib.ts": `export const a = ${++changes};\n` }): string {
  return repo.commit("change\n\nAssisted-by: claude-code:unknown", files);
}

export interface Asked {
  readonly digest: string;
  readonly policyDigest: string;
}

/** The digest of what differs between two commits. */
export async function digestOf(repo: TestRepo, base: string, head: string): Promise<string> {
  const repository = await openRepository(repo.host(), {});
  try {
    return (await changeDigest(repository, repository.treeOfCommit(asCommitOid(base)), repository.treeOfCommit(asCommitOid(head)))).digest;
  } finally {
    await repository.close();
  }
}

/** What the server says has to be signed for a push of `head` over `old`. */
export function askedFor(server: Server, ref: string, { old, head }: { old: string; head: string }): Asked {
  server.here.git("push", "--quiet", "--force", "origin", `${head}:refs/heads/to-ask`);
  const answer = JSON.parse(server.hook("pre-receive", `${old} ${head} ${ref}\n`, { args: ["--json"] }).out) as { refs: { ref: string; report: { verdict: { digest: string }; policy: { digest: string } } }[] };
  const { report } = answer.refs.find((one) => one.ref === ref)!;
  return { digest: report.verdict.digest, policyDigest: report.policy.digest };
}

/** A statement by Sam that covers what was asked for. */
export function statementFor({ digest, policyDigest }: Asked, over: Partial<Statement> = {}): Statement {
  const day = (days: number): string => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
  return {
    type: statementType,
    nonce: digest.slice(-32),
    decision: "approve",
    repo: { id: policy.repo },
    target: { ref: "refs/heads/main" },
    change: { alg: "riskscore-change-v1", digest: digest as ChangeDigest, files: 1, base: "a".repeat(40), head: "b".repeat(40) },
    risk: { engine: "riskscore/test", policyDigest, value: 90, impact: 100, band: "critical", modules: 2, packages: 1, signals: [], critical: ["checkout"] },
    ai: { state: "tagged", tools: ["claude-code"] },
    authors: ["ada@example.test", "cy@example.test"],
    signer: { person: "sam", keyFingerprint: fingerprintOf(sam.publicKey)!, role: "senior" },
    issuedAt: day(0),
    expiresAt: day(1),
    reason: "I looked at the total and at who pays.",
    ticket: null,
    settles: null,
    ...over,
  };
}

/** Stores the signed statement as a record in `repo`: its id and ref. */
export async function signedBySam(repo: TestRepo, statement: Statement): Promise<{ id: string; ref: string }> {
  const payload = statementBytes(statement);
  const repository = await openRepository(repo.host(), {});
  try {
    return await storeRecord(repository, statement.change.digest, { payload, signature: sam.sign(payload, signatureNamespace) });
  } finally {
    await repository.close();
  }
}
