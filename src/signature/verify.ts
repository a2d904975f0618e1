import { createHash } from "node:crypto";
import type { VerifySignature } from "../signoff/signature.ts";
import { unarmored } from "./armor.ts";
import { publicKeyFrom, reasonOf } from "./public-key.ts";
import { checkBlob } from "./signature-check.ts";
import { Malformed, WireReader, wireString } from "./wire.ts";

const magic = "SSHSIG";
const hashes: ReadonlySet<string> = new Set(["sha256", "sha512"]);

/** Checks an armored SSHSIG (OpenSSH's PROTOCOL.sshsig) over `message`. Stricter than ssh-keygen, never looser; see README. Never throws. */
export const verifySignature: VerifySignature = (armored, message, namespace) => {
  try {
    const { publicKey, hash, signature } = parse(unarmored(armored), namespace);
    const key = publicKeyFrom(publicKey);
    const { good, device } = checkBlob(key, signature, signedBytes(message, namespace, hash));
    return good ? { key: key.text, fingerprint: key.fingerprint, hardware: device } : { bad: "it does not fit these bytes" };
  } catch (error) {
    return { bad: reasonOf(error) };
  }
};

function parse(blob: Uint8Array, namespace: string): { publicKey: Buffer; hash: string; signature: Buffer } {
  const wire = new WireReader(blob);
  if (wire.raw(magic.length).toString("latin1") !== magic) throw new Malformed("it is no SSH signature");
  const version = wire.uint32();
  if (version !== 1) throw new Malformed(`its version is ${version}, and 1 is known`);
  const publicKey = wire.string();
  const found = wire.string();
  if (!found.equals(Buffer.from(namespace))) throw new Malformed(`it was made for another purpose, ${JSON.stringify(found.toString("latin1").slice(0, 60))}`);
  if (wire.string().length > 0) throw new Malformed("its reserved field is in use");
  const hash = wire.text();
  if (!hashes.has(hash)) throw new Malformed(`its hash, ${hash.slice(0, 20)}, is not one that may be used`);
  const signature = wire.string();
  wire.end();
  return { publicKey, hash, signature };
}

/** What the key signs: the purpose and a hash stand in it, so no signature made elsewhere fits. */
function signedBytes(message: Uint8Array, namespace: string, hash: string): Buffer {
  const digest = createHash(hash).update(message).digest();
  return Buffer.concat([Buffer.from(magic), wireString(namespace), wireString(""), wireString(hash), wireString(digest)]);
}
