/**
 * Public keys as OpenSSH writes them: `type base64 comment`, the base64 holding length-prefixed fields (RFC 4253 section 6.6,
 * RFC 5656 section 3.1, RFC 8709 section 4, PROTOCOL.u2f). Read strictly: one key has exactly one text here, so equal keys are equal text.
 */

import { isWeakPoint } from "./weak-point.ts";

export interface PublicKey {
  readonly type: KeyType;
  /** The canonical base64 of the wire format. Names the key. */
  readonly blob: string;
  /** Lives in a device that can attest a touch or a PIN. */
  readonly hardware: boolean;
}

/** Why a text is no such key, as words to follow "the key". */
export interface NoKey {
  readonly problem: string;
}

type Field = (bytes: Uint8Array) => string | null;

const leastRsaBits = 3072;
const mostRsaBits = 16384;

/** What follows the type in the wire format, field by field. Anything else is not accepted. */
const keyTypes = {
  "ssh-ed25519": [edwardsPoint],
  "ecdsa-sha2-nistp256": [curve("nistp256"), point(32)],
  "ecdsa-sha2-nistp384": [curve("nistp384"), point(48)],
  "ecdsa-sha2-nistp521": [curve("nistp521"), point(66)],
  "ssh-rsa": [exponent, modulus],
  "sk-ssh-ed25519@openssh.com": [edwardsPoint, application],
  "sk-ecdsa-sha2-nistp256@openssh.com": [curve("nistp256"), point(32), application],
} as const satisfies Readonly<Record<string, readonly Field[]>>;

export type KeyType = keyof typeof keyTypes;

/** The line without what stands behind the key. */
export function withoutComment(line: string): string {
  return line.split(" ", 2).join(" ");
}

/** The key a line of a `.pub` file holds, or why it holds none. Never throws; repeats nothing of the line but a known type. */
export function publicKeyIn(line: string): PublicKey | NoKey {
  if (/PRIVATE KEY/.test(line)) return { problem: "is a private key: write the line of its .pub file, and replace that key, because it has been shown" };
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(line)) return { problem: "is not one line of visible text" };
  const [type = "", blob = ""] = line.split(" ", 2);
  if (!isKeyType(type)) return { problem: typeProblem(type, line) };
  const bytes = bytesOf(blob);
  if (bytes === null) return { problem: "is not followed by canonical base64, separated by one space" };
  const problem = wireProblem(type, bytes);
  return problem === null ? { type, blob, hardware: type.startsWith("sk-") } : { problem };
}

function isKeyType(type: string): type is KeyType {
  return Object.hasOwn(keyTypes, type);
}

function typeProblem(type: string, line: string): string {
  if (/-cert-v0\d@openssh\.com/.test(line)) return "is a certificate: write the plain public key";
  if (type === "ssh-dss") return "is of type ssh-dss, which is too weak";
  if (line.split(" ").slice(1).some(isKeyType)) return "starts with options or a blank: the type of the key has to come first";
  return `is of no type that is accepted: ${Object.keys(keyTypes).join(", ")}`;
}

/** Canonical base64 only: one spelling, padded, no blanks. */
function bytesOf(blob: string): Uint8Array | null {
  if (blob === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(blob) || blob.length % 4 !== 0) return null;
  const binary = atob(blob);
  return btoa(binary) === blob ? Uint8Array.from(binary, (char) => char.charCodeAt(0)) : null;
}

function wireProblem(type: KeyType, bytes: Uint8Array): string | null {
  const fields = fieldsIn(bytes);
  const [inner, ...rest] = fields ?? [];
  if (inner === undefined) return "is cut off or damaged";
  if (asciiOf(inner) !== type) return `says ${type}, but its data is of another type`;
  const shapes: readonly Field[] = keyTypes[type];
  if (rest.length !== shapes.length) return rest.length < shapes.length ? "is cut off" : "has bytes behind its end";
  for (const [at, shape] of shapes.entries()) {
    const problem = shape(rest[at]!);
    if (problem !== null) return problem;
  }
  return null;
}

/** All length-prefixed fields; null when they do not fill the bytes exactly. */
function fieldsIn(bytes: Uint8Array): readonly Uint8Array[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + view.getUint32(at);
    if (end > bytes.length) return null;
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 100));
}

function edwardsPoint(bytes: Uint8Array): string | null {
  if (bytes.length !== 32) return `has ${bytes.length} bytes where 32 belong`;
  return isWeakPoint(bytes) ? "is one that anybody can sign for: no secret belongs to it" : null;
}

function curve(name: string): Field {
  return (bytes) => (asciiOf(bytes) === name ? null : "names another curve than its type");
}

/** Uncompressed (SEC 1 section 2.3.3): 4, then both coordinates. */
function point(coordinate: number): Field {
  return (bytes) => (bytes.length === 2 * coordinate + 1 && bytes[0] === 4 ? null : "holds no uncompressed point of its curve");
}

/** What the device was enrolled for: keys of web sites must not sign here. */
function application(bytes: Uint8Array): string | null {
  return /^ssh:[\x21-\x7e]*$/.test(asciiOf(bytes)) && bytes.length <= 100 ? null : "was not enrolled for ssh";
}

/** With 1 as exponent anybody can sign; a wide one makes every check slow. */
function exponent(bytes: Uint8Array): string | null {
  const bits = bitsOf(bytes);
  return bits !== null && bits >= 2 && bits <= 32 && isOdd(bytes) ? null : "has an exponent that is not safe";
}

function modulus(bytes: Uint8Array): string | null {
  const bits = bitsOf(bytes);
  if (bits === null || !isOdd(bytes)) return "has a modulus that is not written as OpenSSH writes it";
  if (bits < leastRsaBits) return `has ${bits} bits; ssh-rsa needs at least ${leastRsaBits}`;
  return bits > mostRsaBits ? `has ${bits} bits; at most ${mostRsaBits} are accepted` : null;
}

function isOdd(bytes: Uint8Array): boolean {
  return (bytes.at(-1) ?? 0) % 2 === 1;
}

/** Bits of an `mpint` (RFC 4251 section 5): positive, in as few bytes as can be; null for any other. */
function bitsOf(bytes: Uint8Array): number | null {
  const [first, second = 0] = bytes;
  if (first === undefined || first >= 0x80) return null;
  if (first === 0) return second >= 0x80 ? (bytes.length - 1) * 8 : null;
  return (bytes.length - 1) * 8 + 32 - Math.clz32(first);
}
