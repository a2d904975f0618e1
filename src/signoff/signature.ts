/** A signature that verifies: whose key made it and, for hardware keys, what the device attests. */
export interface GoodSignature {
  /** The public key as `authorized_keys` writes it, without comment: `ssh-ed25519 AAAA…`. */
  readonly key: string;
  readonly fingerprint: string;
  /** Null for keys that live in software. */
  readonly hardware: { readonly touched: boolean; readonly verifiedUser: boolean } | null;
}

export type CheckedSignature = GoodSignature | { readonly bad: string };

/** Checks an armored SSHSIG over `message` in `namespace`: the port that `signature/` fills. Never throws for bad bytes. */
export type VerifySignature = (armored: Uint8Array, message: Uint8Array, namespace: string) => CheckedSignature;
