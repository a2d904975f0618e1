import { keyPairOf } from "../../support/ssh-signer.mjs";
import { signatureVerifies } from "../support/naive.mjs";
import { inDays } from "../support/record.mjs";
import { policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({}, { revokedKeys: [keyPairOf("sam").fingerprint] }));
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, { issuedAt: inDays(-3) });
  return { naive: () => signatureVerifies(record), push: [`${head}:refs/heads/main`] };
}
