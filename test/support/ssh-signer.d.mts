export interface TestKeyPair {
  /** The text of an unencrypted OpenSSH private key file. */
  readonly privateFile: string;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly publicKey: string;
  /** `SHA256:…` as ssh-keygen prints it. */
  readonly fingerprint: string;
}

export function keyPairOf(name: string): TestKeyPair;
export function field(content: Uint8Array | string): Buffer;
export function uint32(value: number): Buffer;
/** PEM as OpenSSH writes it. */
export function armored(label: string, bytes: Uint8Array, width?: number): string;
export function signed(privateFile: string, message: Uint8Array | string, namespace: string, hash?: "sha256" | "sha512"): string;
