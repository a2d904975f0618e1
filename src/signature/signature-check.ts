import { createHash, verify } from "node:crypto";
import type { PublicKey } from "./public-key.ts";
import { Malformed, WireReader } from "./wire.ts";

/** What the device says of itself, under its own signature. */
export interface DeviceFlags {
  readonly touched: boolean;
  readonly verifiedUser: boolean;
}

/** Bits of the flags a FIDO authenticator signs. */
const userPresent = 0x01;
const userVerified = 0x04;
const ofRsa: Readonly<Record<string, string>> = { "rsa-sha2-256": "sha256", "rsa-sha2-512": "sha512" };

/** Whether `blob` (SSH's binary form of a signature) is one by `key` over `signed`, and the device's flags. Throws `Malformed`. */
export function checkBlob(key: PublicKey, blob: Uint8Array, signed: Uint8Array): { readonly good: boolean; readonly device: DeviceFlags | null } {
  const wire = new WireReader(blob);
  const algorithm = wire.text();
  if (key.kind === "rsa" ? !Object.hasOwn(ofRsa, algorithm) : algorithm !== key.algorithm) throw new Malformed(`a key of kind ${key.algorithm} cannot make a signature of kind ${algorithm.slice(0, 60)}`);
  const body = wire.string();
  if (key.application === null) {
    wire.end();
    return { good: goodBy(key, algorithm, body, signed), device: null };
  }
  // The device signs what it was enrolled for, its flags, its counter, and the hash of what it was given.
  const state = wire.raw(5);
  wire.end();
  const witnessed = Buffer.concat([sha256(key.application), state, sha256(signed)]);
  const device = { touched: (state[0]! & userPresent) !== 0, verifiedUser: (state[0]! & userVerified) !== 0 };
  return { good: goodBy(key, algorithm, body, witnessed), device };
}

function goodBy(key: PublicKey, algorithm: string, body: Buffer, signed: Uint8Array): boolean {
  if (key.kind === "ed25519") return body.length === 64 && verify(null, signed, key.open(), body);
  if (key.kind === "ecdsa") return verify(key.curve!.hash, signed, { key: key.open(), dsaEncoding: "ieee-p1363" }, fixedWidth(body, key.curve!.width));
  if (body.length > key.modulus) throw new Malformed("its RSA number is wider than the key");
  // Some agents leave leading zeros out.
  return verify(ofRsa[algorithm]!, signed, key.open(), Buffer.concat([Buffer.alloc(key.modulus - body.length), body]));
}

/** SSH writes r and s as numbers; OpenSSL wants them at the curve's width. */
function fixedWidth(body: Buffer, width: number): Buffer {
  const wire = new WireReader(body);
  const numbers = [wire.positive(), wire.positive()];
  wire.end();
  if (numbers.some((number) => number.length > width)) throw new Malformed("a number in it is wider than the curve");
  return Buffer.concat(numbers.flatMap((number) => [Buffer.alloc(width - number.length), number]));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
