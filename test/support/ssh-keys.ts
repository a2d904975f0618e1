import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keyPairOf, signed, type TestKeyPair } from "./ssh-signer.mjs";

/** A key of its own for every name, the same on every machine: never for anything but tests. */
export interface TestKey extends TestKeyPair {
  readonly name: string;
  /** An armored SSHSIG over `message`. */
  sign(message: Uint8Array | string, namespace: string, hash?: "sha256" | "sha512"): Uint8Array;
  /** Writes `<folder>/<name>` (mode 0600) and `<folder>/<name>.pub`; the private key's path. */
  writeTo(folder: string): string;
}

/** What stands in for ssh-keygen where it is not installed: give it to git as `gpg.ssh.program`. */
export const testSigner = fileURLToPath(new URL("ssh-signer.mjs", import.meta.url));

export function testKey(name: string): TestKey {
  const pair = keyPairOf(name);
  return {
    name,
    ...pair,
    sign: (message, namespace, hash) => Buffer.from(signed(pair.privateFile, message, namespace, hash)),
    writeTo(folder) {
      const path = join(folder, name);
      writeFileSync(path, pair.privateFile, { mode: 0o600 });
      writeFileSync(`${path}.pub`, `${pair.publicKey} ${name}\n`);
      return path;
    },
  };
}
