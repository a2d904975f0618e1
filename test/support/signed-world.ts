import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { WrittenPolicy } from "../../src/policy/schema.ts";
import type { Host } from "../../src/host.ts";
import type { World } from "../../src/commands/world.ts";
import { silentProgress } from "../../src/progress.ts";
import type { Files, TestRepo } from "./repo-of.ts";
import { testKey, testSigner } from "./ssh-keys.ts";
import { twoClones, type TwoClones } from "./two-clones.ts";

/** A shop whose till is critical: an edit of `src/sum.ts` reaches it (high), one of `src/till.ts` changes it (critical). */
export const shop: Files = {
  "package.json": '{ "name": "shop", "type": "module" }\n',
  "src/sum.ts": "export const sum = (a: number, b: number): number => a + b;\n",
  "src/till.ts": 'import { sum } from "./sum.ts";\nexport const till = (): number => sum(1, 2);\n',
  "src/page.ts": 'import { till } from "./till.ts";\nexport const page = (): string => `${till()}`;\n',
  "docs/readme.md": "# Shop\n",
  ".github/CODEOWNERS": "* @shop/all\n/src/ @sam\n",
};

type People = NonNullable<NonNullable<WrittenPolicy["roster"]>["people"]>;

const person = (id: string, roles: People[number]["roles"], more: Partial<People[number]> = {}): People[number] => ({ id, roles, scopes: ["**"], emails: [`${id}@example.test`], keys: [{ key: testKey(id).publicKey }], ...more });

/** sam and pat are seniors, pat a policy-admin too, eve may break the glass; dot's scope is the docs. */
export const roster: People = [person("sam", ["senior"]), person("pat", ["senior", "policy-admin"]), person("eve", ["breakglass"]), person("dot", ["senior"], { scopes: ["docs/**"] }), person("gone", ["senior"], { active: false })];

export function policyOf(more: Partial<WrittenPolicy> = {}): string {
  const policy: WrittenPolicy = { repo: "shop", critical: [{ name: "till", globs: ["src/till.ts"] }], roster: { people: roster }, ...more };
  return `${JSON.stringify(policy, null, 2)}\n`;
}

export const byAgent = "Add two\n\nCo-authored-by: Claude <noreply@anthropic.com>";

/** Two clones with the shop and its policy on `main`; git knows the test keys by name, and signs with the test signer. */
export function signedWorld(more: Partial<WrittenPolicy> = {}): TwoClones & { keys(repo: TestRepo, name: string): string } {
  const world = twoClones({ ...shop, ".riskrc.json": policyOf(more) });
  for (const repo of [world.author, world.senior]) repo.git("config", "gpg.ssh.program", testSigner);
  return {
    ...world,
    keys(repo, name) {
      const folder = join(repo.path, ".git", "keys");
      mkdirSync(folder, { recursive: true });
      return testKey(name).writeTo(folder);
    },
  };
}

/** An agent's edit of what the till rests on, on a branch of the author's: its head. */
export function agentEdits(author: TestRepo, files: Files = { "src/sum.ts": "export const sum = (a: number, b: number): number => b + a;\n" }): string {
  author.git("checkout", "--quiet", "-b", "topic");
  return author.commit(byAgent, files);
}

/** Milliseconds: an hour after the first commits. */
export const today = (1_704_067_200 + 3600) * 1000;

export function worldOf(host: Host): World {
  return { host, version: "0.1.0", repo: undefined, paper: { width: 100, color: false, unicode: true }, progress: silentProgress };
}
