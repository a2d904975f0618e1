import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { canonicalBase64 } from "./armor.ts";
import { Malformed, WireReader } from "./wire.ts";

/** The kinds of key that may answer for a change. DSA is broken, certificates would bring a second roster with them. */
export type KeyKind = "ed25519" | "ecdsa" | "rsa";

/** A public key that may sign. */
export interface PublicKey {
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly text: string;
  /** `SHA256:…` as ssh-keygen prints it. */
  readonly fingerprint: string;
  readonly kind: KeyKind;
  /** Its SSH name: what a signature by it calls itself, but for RSA. */
  readonly algorithm: string;
  /** ECDSA: hash of its curve, and bytes of one coordinate. */
  readonly curve: Curve | null;
  /** RSA: bytes of the modulus. */
  readonly modulus: number;
  /** Hardware keys: what the device was enrolled for. Always `ssh:` or `ssh:…`. */
  readonly application: Buffer | null;
  /** Made when a signature has to be checked. */
  readonly open: () => KeyObject;
}

export interface Curve {
  readonly jwk: "P-256" | "P-384" | "P-521";
  readonly hash: "sha256" | "sha384" | "sha512";
  readonly width: number;
}

const curves: Readonly<Record<string, Curve>> = {
  nistp256: { jwk: "P-256", hash: "sha256", width: 32 },
  nistp384: { jwk: "P-384", hash: "sha384", width: 48 },
  nistp521: { jwk: "P-521", hash: "sha512", width: 66 },
};

/** Bits of an RSA modulus; OpenSSH's own upper end. */
const rsaBits = { least: 3072, most: 16_384 };

type Body = Omit<PublicKey, "text" | "fingerprint" | "algorithm">;

const readers: Readonly<Record<string, (wire: WireReader) => Body>> = {
  "ssh-ed25519": ed25519,
  "sk-ssh-ed25519@openssh.com": (wire) => onDevice(ed25519(wire), wire),
  "ecdsa-sha2-nistp256": (wire) => ecdsa(wire, "nistp256"),
  "ecdsa-sha2-nistp384": (wire) => ecdsa(wire, "nistp384"),
  "ecdsa-sha2-nistp521": (wire) => ecdsa(wire, "nistp521"),
  "sk-ecdsa-sha2-nistp256@openssh.com": (wire) => onDevice(ecdsa(wire, "nistp256"), wire),
  "ssh-rsa": rsa,
};

/** The key that a line of a `.pub` file names, its comment ignored; or why it cannot sign, as words to follow "the key". */
export function publicKeyOf(line: string): PublicKey | { readonly bad: string } {
  const [algorithm, base64] = line.trim().split(/[ \t]+/);
  if (algorithm === undefined || base64 === undefined) return { bad: "is no line of the form 'ssh-ed25519 AAAA…'" };
  try {
    const key = publicKeyFrom(canonicalBase64(base64));
    return key.algorithm === algorithm ? key : { bad: `calls itself ${algorithm} and is ${key.algorithm}` };
  } catch (error) {
    return { bad: `cannot be used: ${reasonOf(error)}` };
  }
}

/** `SHA256:…` of the key that a line of a `.pub` file names, as ssh-keygen prints it; null for what is no key that may sign. */
export function fingerprintOf(line: string): string | null {
  const key = publicKeyOf(line);
  return "bad" in key ? null : key.fingerprint;
}

/** The key in SSH's binary form. Throws `Malformed`. */
export function publicKeyFrom(blob: Uint8Array): PublicKey {
  const wire = new WireReader(blob);
  const algorithm = wire.text();
  const read = Object.hasOwn(readers, algorithm) ? readers[algorithm] : undefined;
  if (read === undefined) throw new Malformed(`its kind, ${algorithm.slice(0, 60)}, is not one that may sign`);
  const body = read(wire);
  wire.end();
  const bytes = Buffer.from(blob);
  const fingerprint = `SHA256:${createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "")}`;
  return { text: `${algorithm} ${bytes.toString("base64")}`, fingerprint, algorithm, ...body };
}

function ed25519(wire: WireReader): Body {
  const point = wire.string();
  if (point.length !== 32) throw new Malformed("its ed25519 point is not of 32 bytes");
  return { kind: "ed25519", curve: null, modulus: 0, application: null, open: opener({ kty: "OKP", crv: "Ed25519", x: url(point) }) };
}

function ecdsa(wire: WireReader, name: string): Body {
  const curve = curves[name]!;
  if (wire.text() !== name) throw new Malformed("its curve is not the one its kind names");
  const point = wire.string();
  if (point[0] !== 4 || point.length !== 1 + 2 * curve.width) throw new Malformed("its point is not an uncompressed one of its curve");
  const [x, y] = [point.subarray(1, 1 + curve.width), point.subarray(1 + curve.width)];
  return { kind: "ecdsa", curve, modulus: 0, application: null, open: opener({ kty: "EC", crv: curve.jwk, x: url(x), y: url(y) }) };
}

function rsa(wire: WireReader): Body {
  const exponent = wire.positive();
  const modulus = wire.positive();
  const bits = modulus.length * 8 - Math.clz32(modulus[0]!) + 24;
  if (bits < rsaBits.least || bits > rsaBits.most) throw new Malformed(`it is RSA of ${bits} bits; ${rsaBits.least} to ${rsaBits.most} may sign`);
  if (modulus.at(-1)! % 2 === 0) throw new Malformed("its RSA modulus is even");
  // A wide exponent makes every check slow, and an even one is no RSA.
  if (exponent.length > 4 || exponent.at(-1)! % 2 === 0 || (exponent.length === 1 && exponent[0]! < 3)) throw new Malformed("its RSA exponent is out of range");
  return { kind: "rsa", curve: null, modulus: modulus.length, application: null, open: opener({ kty: "RSA", n: url(modulus), e: url(exponent) }) };
}

/** A hardware key also names what it was enrolled for; web sites' keys must not sign here. */
function onDevice(body: Body, wire: WireReader): Body {
  const application = wire.string();
  if (!/^ssh:[\x21-\x7e]*$/.test(application.toString("latin1"))) throw new Malformed("it is a hardware key that was not enrolled for ssh");
  return { ...body, application };
}

function opener(key: JsonWebKey): () => KeyObject {
  return () => createPublicKey({ key, format: "jwk" });
}

function url(bytes: Buffer): string {
  return bytes.toString("base64url");
}

/** Words for the error of a reader or of OpenSSL (a point off its curve, say). */
export function reasonOf(error: unknown): string {
  return error instanceof Malformed ? error.message : "OpenSSL refuses it";
}
