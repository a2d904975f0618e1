import { keyPairOf } from "../../support/ssh-signer.mjs";
import { inDays } from "../support/record.mjs";
import { people, policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, ...others] = people;
  const keys = [{ ...sam.keys[0], validUntil: inDays(-1) }, { key: keyPairOf("sam-2").publicKey, validFrom: inDays(-1) }];
  world.begin(policy({}, { people: [{ ...sam, keys }, ...others] }));
  const head = agentsEdit(world);
  await world.sign("sam", head, { signer: { person: "sam", keyFingerprint: keyPairOf("sam-2").fingerprint, role: "senior" } }, { key: "sam-2" });
  return { push: [`${head}:refs/heads/main`] };
}
