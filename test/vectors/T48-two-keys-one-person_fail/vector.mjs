import { keyPairOf } from "../../support/ssh-signer.mjs";
import { signatureVerifies } from "../support/naive.mjs";
import { otherTill, people, policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, ...others] = people;
  world.begin(policy({}, { people: [{ ...sam, keys: [...sam.keys, { key: keyPairOf("sam-2").publicKey }] }, ...others] }));
  const head = world.commit({ "src/till.ts": otherTill });
  const records = [await world.sign("sam", head), await world.sign("sam", head, { signer: { person: "sam", keyFingerprint: keyPairOf("sam-2").fingerprint, role: "senior" } }, { key: "sam-2" })];
  return { naive: () => records.every(signatureVerifies) && new Set(records.map(({ payload }) => JSON.parse(payload).signer.keyFingerprint)).size === 2, push: [`${head}:refs/heads/main`] };
}
