/** SSH signatures of every kind, and wrong ones, made with Node's crypto alone: for tests and the differential oracle. */
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { armored, field, uint32 } from "./ssh-signer.mjs";

const curves = { nistp256: ["P-256", "sha256"], nistp384: ["P-384", "sha384"], nistp521: ["P-521", "sha512"] };
export const kinds = ["ed25519", "nistp256", "nistp384", "nistp521", "rsa", "sk-ed25519", "sk-nistp256"];

/** A new key: its public blob and line, and how it signs. Hardware kinds sign what a device would, for `application`. */
export function newKey(kind, { bits = 3072, application = "ssh:" } = {}) {
  const onDevice = kind.startsWith("sk-");
  const software = kind === "rsa" ? rsaKey(bits) : kind.endsWith("ed25519") ? ed25519Key() : ecdsaKey(kind.replace("sk-", ""));
  if (!onDevice) return finished(kind, software.name, software.fields, software.sign);
  const name = `sk-${software.name}@openssh.com`;
  const signBlob = (signed, { flags = 1, counter = 7, algorithm = name } = {}) => {
    const state = Buffer.concat([Buffer.from([flags]), uint32(counter)]);
    const witnessed = Buffer.concat([sha256(application), state, sha256(signed)]);
    return Buffer.concat([field(algorithm), field(software.raw(witnessed)), state]);
  };
  return finished(kind, name, [...software.fields, field(application)], signBlob);
}

function finished(kind, name, fields, signBlob) {
  const blob = Buffer.concat([field(name), ...fields]);
  return { kind, name, blob, line: `${name} ${blob.toString("base64")}`, signBlob };
}

function ed25519Key() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = (bytes) => sign(null, bytes, privateKey);
  const point = Buffer.from(publicKey.export({ format: "jwk" }).x, "base64url");
  return { name: "ssh-ed25519", fields: [field(point)], raw, sign: (bytes, { algorithm = "ssh-ed25519" } = {}) => Buffer.concat([field(algorithm), field(raw(bytes))]) };
}

function ecdsaKey(curve) {
  const [namedCurve, hash] = curves[curve];
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
  const { x, y } = publicKey.export({ format: "jwk" });
  const name = `ecdsa-sha2-${curve}`;
  const raw = (bytes) => {
    const both = sign(hash, bytes, { key: privateKey, dsaEncoding: "ieee-p1363" });
    return Buffer.concat([number(both.subarray(0, both.length / 2)), number(both.subarray(both.length / 2))]);
  };
  const fields = [field(curve), field(Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]))];
  return { name, fields, raw, sign: (bytes, { algorithm = name } = {}) => Buffer.concat([field(algorithm), field(raw(bytes))]) };
}

function rsaKey(bits) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const { n, e } = publicKey.export({ format: "jwk" });
  const signBlob = (bytes, { algorithm = "rsa-sha2-512" } = {}) => Buffer.concat([field(algorithm), field(sign(algorithm === "rsa-sha2-256" ? "sha256" : algorithm === "ssh-rsa" ? "sha1" : "sha512", bytes, privateKey))]);
  return { name: "ssh-rsa", fields: [number(Buffer.from(e, "base64url")), number(Buffer.from(n, "base64url"))], sign: signBlob };
}

/** SSH's `mpint`. */
export function number(bytes) {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Buffer.alloc(0) : bytes.subarray(start);
  return field(short[0] >= 0x80 ? Buffer.concat([Buffer.alloc(1), short]) : short);
}

/** The blob of an SSHSIG over `message`; every part can be made wrong. */
export function sshsig(key, message, { namespace, hash = "sha512", magic = "SSHSIG", version = 1, reserved = "", publicKey = key.blob, behind = "", signedNamespace = namespace, ...how }) {
  const digest = createHash(hash === "sha1" || hash === "sha384" ? hash : hash === "sha256" ? "sha256" : "sha512").update(message).digest();
  const signed = Buffer.concat([Buffer.from("SSHSIG"), field(signedNamespace), field(reserved), field(hash), field(digest)]);
  return Buffer.concat([Buffer.from(magic), uint32(version), field(publicKey), field(namespace), field(reserved), field(hash), field(key.signBlob(signed, how)), Buffer.from(behind)]);
}

export function armoredSignature(blob, width) {
  return Buffer.from(armored("SSH SIGNATURE", blob, width));
}

function sha256(content) {
  return createHash("sha256").update(content).digest();
}
