import { signatureVerifies } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head);
  world.land(world.commit({ ".riskrc.json": policyText(policy({}, { revokedSignoffs: [record.id] })) }, { by: "pat", message: "Revoke\n" }));
  const rebased = agentsEdit(world);
  return { naive: async () => signatureVerifies(record) && (await world.atServer("for-each-ref", "refs/notes/revoked")) === "", push: [`${rebased}:refs/heads/main`] };
}
