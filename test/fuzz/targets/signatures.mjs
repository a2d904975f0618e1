/** SSHSIG, from the armor to the key: 1 accepted in error is 1 too many. */
import { Broken, must } from "../broken.mjs";
import { armored } from "../../support/ssh-signer.mjs";
import { armoredSignature, kinds, newKey, sshsig } from "../../support/sshsig.mjs";
import { mutated } from "../mutate.mjs";

const namespace = "signoff@riskscore.dev";
const message = Buffer.from('{"what":"is signed"}');
const header = "-----BEGIN SSH SIGNATURE-----\n";
const footer = "-----END SSH SIGNATURE-----\n";

/**
 * Signatures of every kind of key, damaged in the armor, in the wire format under it, in a field of that, or put beside another key, message or purpose.
 * Accepted may be only the very signature that was made, over the very message, in any even width of lines.
 */
export function signatures({ verifySignature, fingerprintOf }) {
  const keys = kinds.map((kind) => newKey(kind));
  const good = keys.flatMap((key) => ["sha512", "sha256"].map((hash) => ({ key, blob: sshsig(key, message, { namespace, hash }) })));
  const known = new Map(good.map(({ key, blob }) => [blob.toString("base64"), fingerprintOf(key.line)]));
  const twists = [
    (random, { key }) => sshsig(key, Buffer.from("else"), { namespace }),
    (random, { key }) => sshsig(key, message, { namespace: "git" }),
    (random, { key }) => sshsig(key, message, { namespace, signedNamespace: "git" }),
    (random, { key }) => sshsig(key, message, { namespace, publicKey: random.pick(keys.filter((one) => one !== key)).blob }),
    (random, { key }) => sshsig(key, message, { namespace, hash: random.pick(["sha1", "sha384", "md5", "sha512 "]) }),
    (random, { key }) => sshsig(key, message, { namespace, reserved: "x" }),
    (random, { key }) => sshsig(key, message, { namespace, version: random.pick([0, 2, 0xffffffff]) }),
    (random, { key }) => sshsig(key, message, { namespace, algorithm: random.pick(["ssh-rsa", "ssh-ed25519", "ssh-dss", "none", "rsa-sha2-384"]) }),
    (random, { blob }) => fieldDamaged(random, blob),
    (random, { blob }) => fieldDamaged(random, blob),
    (random, { blob }) => otherSpelling(random, blob),
    (random, { blob }) => mutated(random, blob, wireWords, random.pick(good).blob),
    (random, { blob }) => mutated(random, blob, wireWords, random.pick(good).blob),
  ];
  return {
    name: "signatures",
    words: ["-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----\n", "\n", "=", "==", "AAAA", "\r\n", " ", "U1NIU0lH", "//8="],
    largest: 16 * 1024,
    /** Half are damaged under the armor, half in it; both are counted as mutated. */
    make(random) {
      const from = random.pick(good);
      return { bytes: armoredSignature(from.blob, random.pick([70, 76, 64, 40])), beneath: () => armoredBytes(random.pick(twists)(random, from)) };
    },
    check(bytes, { pristine }) {
      const checked = verifySignature(bytes, message, namespace);
      if ("bad" in checked) return must(!pristine && typeof checked.bad === "string" && checked.bad.length < 300, () => `refused: ${checked.bad}`), "refused";
      const fingerprint = known.get(bodyOf(bytes).replaceAll("\n", ""));
      if (fingerprint === undefined || fingerprint !== checked.fingerprint) throw new Broken(`WRONG ACCEPT, as ${checked.key}`);
      must(armoredAgain(bytes), "accepted in an armor that nobody writes");
      for (const [bits, purpose] of [[Buffer.from("else"), namespace], [message, "git"], [message, `${namespace} `]]) must("bad" in verifySignature(bytes, bits, purpose), "WRONG ACCEPT: of another message or for another purpose");
      return pristine ? "accepted" : "the same signature again";
    },
  };
}

function armoredBytes(blob) {
  return blob.length === 0 ? Buffer.from(header + footer) : armoredSignature(blob, 70);
}

const wireWords = ["SSHSIG", "\0\0\0\x01", "\0\0\0\0", "sha512", "sha256", "ssh-ed25519", "ssh-rsa", "rsa-sha2-256", "\0\0\0\x40", "\x7f\xff\xff\xff"];

/** One length-prefixed field, at any depth, with its lengths mended. */
function fieldDamaged(random, blob, depth = 0) {
  const start = depth === 0 ? 10 : 0;
  const fields = fieldsOf(blob, start);
  if (fields === null || fields.length === 0) return mutated(random, blob, wireWords, blob);
  const at = random.below(fields.length);
  const deeper = depth < 2 && random.chance(0.5) && fieldsOf(fields[at], 0) !== null;
  fields[at] = deeper ? fieldDamaged(random, fields[at], depth + 1) : random.chance(0.1) ? Buffer.alloc(0) : mutated(random, fields[at], wireWords, blob);
  return Buffer.concat([blob.subarray(0, start), ...fields.flatMap((field) => [lengthOf(field), field])]);
}

function fieldsOf(bytes, start) {
  const fields = [];
  for (let at = start; at < bytes.length; ) {
    const length = at + 4 > bytes.length ? bytes.length : bytes.readUInt32BE(at);
    if (length > bytes.length - at - 4) return null;
    fields.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

/** The same numbers, written otherwise: a zero before them, bytes behind the last field, ed25519's S raised by the group's order. */
function otherSpelling(random, blob) {
  const fields = fieldsOf(blob, 10);
  const [algorithm, body, ...state] = fieldsOf(fields[4], 0) ?? [];
  if (body === undefined) return Buffer.concat([blob, Buffer.alloc(1)]);
  const inner = fieldsOf(body, 0);
  const padded = inner !== null && inner.length === 2 ? joined(inner.map((one) => Buffer.concat([Buffer.alloc(random.between(1, 3)), one]))) : body.length === 64 && random.chance(0.5) ? raised(body) : Buffer.concat([Buffer.alloc(1), body]);
  fields[4] = Buffer.concat([lengthOf(algorithm), algorithm, lengthOf(padded), padded, ...state]);
  return Buffer.concat([blob.subarray(0, 10), joined(fields)]);
}

const order = (1n << 252n) + 27742317777372353535851937790883648493n;

function raised(signature) {
  let s = order + BigInt(`0x${Buffer.from(signature.subarray(32).toReversed()).toString("hex")}`);
  const bytes = Array.from({ length: 32 }, () => {
    const byte = Number(s & 0xffn);
    s >>= 8n;
    return byte;
  });
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(bytes)]);
}

function joined(fields) {
  return Buffer.concat(fields.flatMap((field) => [lengthOf(field), field]));
}

function lengthOf(field) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return length;
}

/** What stands between header and footer: Node's decoder takes the footer's dashes for base64, too. */
function bodyOf(bytes) {
  return bytes.toString("latin1").slice(header.length, -footer.length);
}

/** Whether these are the bytes that a signer would write in lines of that width. */
function armoredAgain(bytes) {
  const body = bodyOf(bytes);
  return bytes.toString("latin1") === armored("SSH SIGNATURE", Buffer.from(body, "base64"), body.indexOf("\n"));
}

/** Lines of `.pub` files: the roster's reader and the verifier's never take one text for two keys, nor two texts for one. */
export function publicKeys({ publicKeyIn, publicKeyOf, fingerprintOf }) {
  const lines = kinds.map((kind) => newKey(kind).line);
  return {
    name: "public keys",
    words: ["ssh-ed25519 ", "ssh-rsa ", "AAAA", " ", "=", "sk-", "@openssh.com", "AAAAC3NzaC1lZDI1NTE5", "nistp256"],
    largest: 8 * 1024,
    make: (random) => ({ bytes: Buffer.from(random.pick(lines)) }),
    check(bytes, { pristine }) {
      const line = bytes.toString();
      const rostered = publicKeyIn(line);
      const verified = publicKeyOf(line);
      if ("problem" in rostered) return must(!pristine && rostered.problem.length < 300, () => `refused: ${rostered.problem}`), "refused";
      // The roster's reader checks no point on its curve: OpenSSL does, when it is used.
      if ("bad" in verified) return must(!pristine, () => `the roster takes a key that cannot verify: ${verified.bad}`), "in the roster only";
      must(verified.text === `${rostered.type} ${rostered.blob}`, "one line, two keys");
      must(line === verified.text || line.startsWith(`${verified.text} `), "two lines, one key");
      must(fingerprintOf(verified.text) === verified.fingerprint, "a fingerprint that is another key's");
      return "accepted";
    },
  };
}
