import { createHash } from "node:crypto";
import { armoredSignature, newKey, sshsig } from "../../support/sshsig.mjs";
import { canonical } from "../support/record.mjs";
import { people, policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const key = newKey("sk-ed25519");
  const [sam, ...others] = people;
  world.begin(policy({}, { people: [{ ...sam, keys: [{ key: key.line, requireTouch: true }] }, ...others] }));
  const head = agentsEdit(world);
  const keyFingerprint = `SHA256:${createHash("sha256").update(key.blob).digest("base64").replace(/=+$/, "")}`;
  const payload = Buffer.from(canonical(await world.statement("sam", head, { signer: { person: "sam", keyFingerprint, role: "senior" } })));
  world.keep({ payload, signature: armoredSignature(sshsig(key, payload, { namespace: "signoff@riskscore.dev", flags: 1 }), 70) }, world.digestOf(head).digest);
  return { push: [`${head}:refs/heads/main`] };
}
