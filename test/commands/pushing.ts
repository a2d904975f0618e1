import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fingerprintOf } from "../../src/signature/public-key.ts";
import { signatureNamespace, statementType, type ChangeDigest, type Statement } from "../../src/signoff/statement.ts";
import { statementBytes } from "../../src/signoff/write-statement.ts";
import { openRepository } from "../../src/git/repository.ts";
import { storeRecord } from "../../src/git/records.ts";
import { repoAt, repoOf, type Files, type TestRepo } from "../support/repo-of.ts";
import { testKey } from "../support/ssh-keys.ts";

const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
const sam = testKey("sam");

/** Reaching `checkout` is high, and high wants one senior of a tool's change. */
export const policy = {
  mode: "enforce",
  repo: "shop",
  critical: [{ name: "checkout", globs: ["src/checkout.ts"] }],
  landing: { protected: ["refs/heads/main", "refs/heads/release/*"] },
  roster: { people: [{ id: "sam", roles: ["senior", "policy-admin"], scopes: ["**"], emails: ["sam@example.test"], keys: [{ key: sam.publicKey }] }] },
};

export const shop: Files = {
  "package.json": '{ "name": "shop" }\n',
  ".riskrc.json": JSON.stringify(policy),
  "src/lib.ts": "export const a = 1;\n",
  "src/total.ts": 'import { a } from "./lib";\nexport const total = a;\n',
  "src/checkout.ts": 'import { total } from "./total";\nexport const pay = total;\n',
  "src/leaf.ts": "export const leaf = 1;\n",
};

export interface Pushed {
  readonly code: number;
  readonly said: string;
}

export interface Shop {
  readonly here: TestRepo;
  /** The bare remote `origin`. */
  readonly there: TestRepo;
  push(...args: string[]): Pushed;
  /** `git push` from another worktree. */
  pushFrom(folder: string, ...args: string[]): Pushed;
  /** The hook alone, with what git would write to it. */
  hook(input: string, ...args: string[]): Pushed & { readonly out: string };
  /** The hook with nothing on stdin, and what a framework says in the environment. */
  hookIn(repo: TestRepo, env: Readonly<Record<string, string>>): Pushed;
  remove(): void;
}

/** A clone with our hook in `.git/hooks`, and a bare remote that has `main`. */
export function shopWith(files: Files = {}, { objectFormat = "sha1" }: { objectFormat?: "sha1" | "sha256" } = {}): Shop {
  const first = Object.entries({ ...shop, ...files }).filter(([, content]) => content !== null);
  const here = repoOf(Object.fromEntries(first), { objectFormat });
  const bare = repoOf({}, { commit: false, objectFormat });
  bare.git("config", "core.bare", "true");
  here.git("remote", "add", "origin", join(bare.path, ".git"));
  here.git("push", "--quiet", "--set-upstream", "origin", "main");
  here.git("remote", "set-head", "origin", "main");
  const hook = join(here.path, ".git/hooks/pre-push");
  mkdirSync(join(here.path, ".git/hooks"), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\nexec "${process.execPath}" "${bin}" hook pre-push "$@"\n`);
  chmodSync(hook, 0o755);
  const pushFrom = (folder: string, ...args: string[]): Pushed => {
    const ran = spawnSync("git", ["push", ...args], { cwd: folder, env: here.env, encoding: "utf8" });
    return { code: ran.status ?? -1, said: `${ran.stdout}${ran.stderr}` };
  };
  return {
    here,
    there: repoAt(join(bare.path, ".git")),
    push: (...args) => pushFrom(here.path, ...args),
    pushFrom,
    hook(input, ...args) {
      const ran = spawnSync(process.execPath, [bin, "hook", "pre-push", ...args], { cwd: here.path, env: here.env, input, encoding: "utf8" });
      return { code: ran.status ?? -1, out: ran.stdout, said: `${ran.stdout}${ran.stderr}` };
    },
    hookIn(repo, env) {
      const ran = spawnSync(process.execPath, [bin, "hook", "pre-push"], { cwd: repo.path, env: { ...repo.env, ...env }, input: "", encoding: "utf8" });
      return { code: ran.status ?? -1, said: `${ran.stdout}${ran.stderr}` };
    },
    remove() {
      here.remove();
      bare.remove();
    },
  };
}

let changes = 1;
/** Something that `checkout` feels, by a tool's hand. */
export function byTool(repo: TestRepo, files: Files = { "src/lib.ts": `export const a = ${++changes};\n` }): string {
  return repo.commit("change\n\nAssisted-by: claude-code:unknown", files);
}

/** The logged decisions of a clone, as riskscore shows them. */
export function logOf(repo: TestRepo): readonly { subject: string; data: Record<string, unknown> }[] {
  const ran = spawnSync(process.execPath, [bin, "audit", "show", "--json"], { cwd: repo.path, env: repo.env, encoding: "utf8" });
  return (JSON.parse(ran.stdout) as { entries: { subject: string; data: Record<string, unknown> }[] }).entries;
}

interface ToSign {
  readonly digest: string;
  readonly policyDigest: string;
  readonly landingRef?: string;
  readonly nonce?: string;
}

/** Sam's approval of a change, stored as a record in `repo`. */
export async function approvedBySam(repo: TestRepo, { digest, policyDigest, landingRef = "refs/heads/main", nonce = "0" }: ToSign): Promise<string> {
  const day = (days: number): string => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19)}Z`;
  const statement: Statement = {
    type: statementType,
    nonce: nonce.padStart(32, "0"),
    decision: "approve",
    repo: { id: policy.repo },
    target: { ref: landingRef },
    change: { alg: "riskscore-change-v1", digest: digest as ChangeDigest, files: 1, base: "a".repeat(40), head: "b".repeat(40) },
    risk: { engine: "riskscore/test", policyDigest, value: 90, impact: 90, band: "critical", modules: 2, packages: 1, signals: [], critical: ["checkout"] },
    ai: { state: "tagged", tools: ["claude-code"] },
    authors: ["ada@example.test", "cy@example.test"],
    signer: { person: "sam", keyFingerprint: fingerprintOf(sam.publicKey)!, role: "senior" },
    issuedAt: day(0),
    expiresAt: day(1),
    reason: "I looked at the total and at who pays.",
    ticket: null,
    settles: null,
  };
  const payload = statementBytes(statement);
  const repository = await openRepository(repo.host(), {});
  try {
    return (await storeRecord(repository, digest as ChangeDigest, { payload, signature: sam.sign(payload, signatureNamespace) })).id;
  } finally {
    await repository.close();
  }
}
