import { keyPairOf } from "../../support/ssh-signer.mjs";
import { signatureVerifies } from "../support/naive.mjs";
import { policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const before = world.policyText;
  world.begin(policy({}, { revokedKeys: [keyPairOf("kim").fingerprint] }));
  const head = world.commit({ ".riskrc.json": before }, { message: "Back to the old policy\n" });
  const record = await world.sign("pat", head, { role: "policy-admin" });
  return { naive: () => signatureVerifies(record) && JSON.parse(before).roster.people.length === 4, push: [`${head}:refs/heads/main`] };
}
