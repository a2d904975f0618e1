import { Buffer } from "node:buffer";

/** SSH's `string`: a length, then the bytes. */
export function field(content: Uint8Array | string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(content));
  return Buffer.concat([length, Buffer.from(content)]);
}

/** A line of a `.pub` file with these fields behind its type; `outer` is what the line says it is. */
export function keyLine(type: string, fields: readonly (Uint8Array | string)[], outer = type): string {
  return `${outer} ${Buffer.concat([field(type), ...fields.map(field)]).toString("base64")}`;
}

function bytes(length: number, seed: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, at) => (seed * 31 + at * 7 + 1) % 256));
}

function point(coordinate: number, seed: number): Buffer {
  return Buffer.concat([Buffer.from([4]), bytes(2 * coordinate, seed)]);
}

/** A positive `mpint` of exactly this many bits, and odd. */
export function number(bits: number, seed = 1): Buffer {
  const body = bytes(Math.ceil(bits / 8), seed);
  const top = (bits - 1) % 8;
  body[0] = (body[0]! & ((1 << top) - 1)) | (1 << top);
  body[body.length - 1]! |= 1;
  return top === 7 ? Buffer.concat([Buffer.from([0]), body]) : body;
}

const exponent = Buffer.from([1, 0, 1]);

/** One well-formed line of every type a roster takes. (The points lie on no curve: nothing is ever verified with them.) */
export const everyType = {
  "ssh-ed25519": (seed: number) => keyLine("ssh-ed25519", [bytes(32, seed)]),
  "ecdsa-sha2-nistp256": (seed: number) => keyLine("ecdsa-sha2-nistp256", ["nistp256", point(32, seed)]),
  "ecdsa-sha2-nistp384": (seed: number) => keyLine("ecdsa-sha2-nistp384", ["nistp384", point(48, seed)]),
  "ecdsa-sha2-nistp521": (seed: number) => keyLine("ecdsa-sha2-nistp521", ["nistp521", point(66, seed)]),
  "ssh-rsa": (seed: number) => keyLine("ssh-rsa", [exponent, number(3072, seed)]),
  "sk-ssh-ed25519@openssh.com": (seed: number) => keyLine("sk-ssh-ed25519@openssh.com", [bytes(32, seed), "ssh:"]),
  "sk-ecdsa-sha2-nistp256@openssh.com": (seed: number) => keyLine("sk-ecdsa-sha2-nistp256@openssh.com", ["nistp256", point(32, seed), "ssh:"]),
} as const;

export const ed25519 = everyType["ssh-ed25519"];
export const token = everyType["sk-ssh-ed25519@openssh.com"];
