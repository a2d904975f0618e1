import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withGitConfig } from "../../src/commands/git-config.ts";
import { ownRosterEntry } from "../../src/commands/own-roster-entry.ts";
import { ed25519, token } from "../policy/public-keys.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";

const answers = (config: Readonly<Record<string, string>>) => async (key: string) => config[key] ?? null;

describe("what git's configuration says", () => {
  test.each([
    [{}, /user\.email is not set/],
    [{ "user.email": "ada@x" }, /user\.signingkey is not set/],
    [{ "user.email": "ada@x", "user.signingkey": "/nowhere/id_ed25519.pub" }, /names no ssh public key that can be read/],
    [{ "user.email": "ada@x", "user.signingkey": "4AEE18F83AFDEB23" }, /names no ssh public key/],
    [{ "user.email": "ada@x", "user.signingkey": "/dev/zero" }, /names no ssh public key/],
    [{ "user.email": "ada", "user.signingkey": `key::${ed25519(1)}` }, /would be refused: the id "ada"|would be refused: the e-mail "ada" is no e-mail/],
    [{ "user.email": "ada@x", "user.signingkey": "key::ssh-rsa AAAA" }, /would be refused: the key/],
  ])("%j: nobody", async (config, why) => {
    expect(await ownRosterEntry(answers(config), "/")).toEqual({ missing: expect.stringMatching(why) as string });
  });

  test.each([`key::${ed25519(1)} ada`, ed25519(1), token(1)])("a key in place of a file: %s", async (signingKey) => {
    const entry = await ownRosterEntry(answers({ "user.email": "Ada@X", "user.signingkey": signingKey }), "/");
    expect(entry).toEqual({ person: { id: "ada@x", roles: ["senior", "policy-admin"], scopes: ["**"], emails: ["Ada@X"], keys: [{ key: signingKey.replace("key::", "") }] } });
  });
});

describe("with real git", () => {
  let repo: TestRepo;
  beforeAll(() => {
    repo = repoOf({ "a.ts": "" });
    mkdirSync(join(repo.path, "keys"));
    writeFileSync(join(repo.path, "keys/id"), "-----BEGIN OPENSSH PRIVATE KEY-----\nsecret\n");
    writeFileSync(join(repo.path, "keys/id.pub"), `${ed25519(5)} ada@laptop\n`);
    writeFileSync(join(repo.path, "keys/two.pub"), `${ed25519(5)}\n${ed25519(6)}\n`);
    writeFileSync(join(repo.path, "keys/alone"), "-----BEGIN OPENSSH PRIVATE KEY-----\nsecret\n");
    repo.git("config", "user.email", "ada@acme.example");
  });
  afterAll(() => repo.remove());

  const entryWith = (signingKey: string, env: Record<string, string> = {}) => {
    repo.git("config", "user.signingkey", signingKey);
    return withGitConfig(repo.host({ env: { ...repo.env, ...env } }), undefined, (ask) => ownRosterEntry(ask, repo.path));
  };

  test.each(["keys/id.pub", "keys/id", "~/keys/id"])("%s names the key, and the private half is never opened", async (signingKey) => {
    expect(await entryWith(signingKey, { HOME: repo.path })).toMatchObject({ person: { id: "ada@acme.example", keys: [{ key: `${ed25519(5)} ada@laptop` }] } });
  });

  test.each(["keys/alone", "keys/two.pub", "keys", "~nobody-of-this-name/key"])("%s names none", async (signingKey) => {
    expect(await entryWith(signingKey)).toEqual({ missing: expect.stringMatching(/names no ssh public key/) as string });
  });
});
