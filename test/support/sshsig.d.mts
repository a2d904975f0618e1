export interface CraftedKey {
  readonly kind: string;
  /** Its SSH name. */
  readonly name: string;
  readonly blob: Buffer;
  /** As a `.pub` file writes it, without a comment. */
  readonly line: string;
  signBlob(signed: Uint8Array, how?: { readonly flags?: number; readonly counter?: number; readonly algorithm?: string }): Buffer;
}

export interface Crafted {
  readonly namespace: string;
  readonly hash?: string;
  readonly magic?: string;
  readonly version?: number;
  readonly reserved?: string;
  readonly publicKey?: Buffer;
  readonly behind?: string;
  readonly signedNamespace?: string;
  readonly flags?: number;
  readonly counter?: number;
  readonly algorithm?: string;
}

export const kinds: readonly string[];
export function newKey(kind: string, options?: { readonly bits?: number; readonly application?: string }): CraftedKey;
export function number(bytes: Uint8Array): Buffer;
export function sshsig(key: CraftedKey, message: Uint8Array | string, how: Crafted): Buffer;
export function armoredSignature(blob: Uint8Array, width?: number): Buffer;
