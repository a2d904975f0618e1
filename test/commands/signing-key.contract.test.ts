import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownFingerprint, signingKey } from "../../src/commands/signing-key.ts";
import { opened, temporary } from "../git/opened.ts";
import { testKey } from "../support/ssh-keys.ts";

const sam = testKey("sam");

test.for([
  ["a private key with its public half beside it", (folder: string) => sam.writeTo(folder)],
  ["the public half, as an agent's key is named", (folder: string) => `${sam.writeTo(folder)}.pub`],
  ["a private key alone: its file says the public half openly", (folder: string) => (rmSync(`${sam.writeTo(folder)}.pub`), join(folder, "sam"))],
  ["the key itself", () => `key::${sam.publicKey} sam@desk`],
  ["the key itself, as older gits took it", () => sam.publicKey],
] as const)("%s", async ([, keyIn]) => {
  const repo = temporary();
  const repository = await opened(repo);
  const key = keyIn(repo.path);
  expect(await signingKey(repo.host(), repository, key)).toMatchObject({ program: "ssh-keygen", fingerprint: sam.fingerprint });
  repo.git("config", "user.signingkey", key);
  repo.git("config", "gpg.format", "ssh");
  repo.git("config", "gpg.ssh.program", "~/bin/signer");
  expect(await signingKey(repo.host({ env: { ...repo.env, HOME: "/home/sam" } }), await opened(repo, { env: { ...repo.env, HOME: "/home/sam" } }), null)).toMatchObject({ program: "/home/sam/bin/signer", fingerprint: sam.fingerprint });
});

test("a key of another kind, or none, is told in one sentence", async () => {
  const repo = temporary({ "old.pub": "ssh-dss AAAAB3NzaC1kc3MAAAAA old\n", "old": "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n" });
  const repository = await opened(repo);
  const asked = (key: string | null): Promise<unknown> => signingKey(repo.host(), repository, key);
  await expect(asked(null)).rejects.toThrow("There is no key to sign with: git's user.signingkey is not set.");
  expect(await ownFingerprint(repo.host(), repository)).toBeNull();
  repo.git("config", "user.signingkey", "0xDEADBEEF");
  await expect(asked(null)).rejects.toThrow("git's user.signingkey, 0xDEADBEEF, is no ssh key.");
  await expect(asked("old.pub")).rejects.toThrow(/^The key 'old.pub' /);
  rmSync(join(repo.path, "old.pub"));
  await expect(asked("old")).rejects.toThrow("'old' does not say its public key.");
  await expect(asked(".")).rejects.toThrow("There is no key file '.'.");
});
