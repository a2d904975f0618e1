export interface TestKeyPair {
  /** The text of an unencrypted OpenSSH private key file. */
  readonly privateFile: string;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
  /** `SHA256:…` as ssh-keygen prints it. */
  readonly fingerprint: string;
}

export function keyPairOf(name: string): TestKeyPair;
export function signed(privateFile: string, message: Uint8Array | string, namespace: string, hash?: "sha256" | "sha512"): string;
