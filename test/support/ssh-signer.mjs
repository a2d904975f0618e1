#!/usr/bin/env node
/**
 * A stand-in for ssh-keygen, for tests and the demo only: ed25519, unencrypted key files, Node's crypto and nothing else.
 *
 *   ssh-signer.mjs -Y sign -n NAMESPACE -f KEY [FILE]      writes FILE.sig; without FILE: stdin to stdout
 *   ssh-signer.mjs -t ed25519 -C NAME -f FILE              writes FILE and FILE.pub, always the same for one NAME
 *
 * KEY is a private key file, or the `.pub` beside one. What it writes, the real ssh-keygen reads, and the other way round.
 */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const magic = "openssh-key-v1\0";
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The key pair that `name` stands for: the private key file's text, the `.pub` line, the fingerprint. */
export function keyPairOf(name) {
  const seed = createHash("sha256").update(`riskscore test key of ${name}`).digest();
  const point = pointOf(seed);
  const blob = publicBlob(point);
  const checked = createHash("sha256").update(seed).digest().subarray(0, 4);
  const inner = Buffer.concat([checked, checked, field("ssh-ed25519"), field(point), field(Buffer.concat([seed, point])), field(name)]);
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, at) => at + 1));
  const file = Buffer.concat([Buffer.from(magic), field("none"), field("none"), field(""), uint32(1), field(blob), field(Buffer.concat([inner, padding]))]);
  return {
    privateFile: armored("OPENSSH PRIVATE KEY", file),
    publicKey: `ssh-ed25519 ${blob.toString("base64")}`,
    fingerprint: `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`,
  };
}

/** An armored SSHSIG over `message` by the key in `privateFile`. */
export function signed(privateFile, message, namespace, hash = "sha512") {
  const seed = seedIn(privateFile);
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: "der", type: "pkcs8" });
  const digest = createHash(hash).update(message).digest();
  const bytes = Buffer.concat([Buffer.from("SSHSIG"), field(namespace), field(""), field(hash), field(digest)]);
  const signature = Buffer.concat([field("ssh-ed25519"), field(sign(null, bytes, key))]);
  const blob = Buffer.concat([Buffer.from("SSHSIG"), uint32(1), field(publicBlob(pointOf(seed))), field(namespace), field(""), field(hash), field(signature)]);
  return armored("SSH SIGNATURE", blob);
}

function seedIn(privateFile) {
  const base64 = /^-----BEGIN OPENSSH PRIVATE KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END OPENSSH PRIVATE KEY-----\n?$/.exec(privateFile)?.[1];
  const bytes = Buffer.from(base64 ?? "", "base64");
  if (bytes.toString("latin1", 0, magic.length) !== magic) throw new Error("invalid format");
  let at = magic.length;
  const next = (from = bytes) => from.subarray((at += 4), (at += from.readUInt32BE(at - 4)));
  if (next().toString() !== "none") throw new Error("incorrect passphrase supplied to decrypt private key");
  next();
  next();
  at += 4;
  next();
  const inner = next();
  at = 8;
  if (next(inner).toString() !== "ssh-ed25519") throw new Error("not an ed25519 key");
  next(inner);
  return next(inner).subarray(0, 32);
}

function pointOf(seed) {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: "der", type: "pkcs8" });
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
}

function publicBlob(point) {
  return Buffer.concat([field("ssh-ed25519"), field(point)]);
}

export function field(content) {
  const bytes = Buffer.from(content);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

export function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function armored(label, bytes, width = 70) {
  const lines = bytes.toString("base64").match(new RegExp(`.{1,${width}}`, "g"));
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { Y: { type: "string", short: "Y" }, n: { type: "string", short: "n" }, f: { type: "string", short: "f" }, t: { type: "string", short: "t" }, C: { type: "string", short: "C" } },
  });
  if (values.t === "ed25519" && values.C && values.f) {
    const { privateFile, publicKey } = keyPairOf(values.C);
    writeFileSync(values.f, privateFile, { mode: 0o600 });
    return writeFileSync(`${values.f}.pub`, `${publicKey} ${values.C}\n`);
  }
  if (values.Y !== "sign" || !values.n || !values.f) throw new Error("usage: ssh-signer.mjs -Y sign -n NAMESPACE -f KEY [FILE]");
  const armor = signed(readFileSync(values.f.replace(/\.pub$/, ""), "utf8"), readFileSync(positionals[0] ?? 0), values.n);
  if (positionals[0]) writeFileSync(`${positionals[0]}.sig`, armor);
  else process.stdout.write(armor);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`ssh-signer: ${error.message}\n`);
    process.exitCode = 255;
  }
}
