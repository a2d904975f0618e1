import { signatureVerifies } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head);
  world.land(world.commit({ ".riskrc.json": policyText(policy({ signoff: { maxAgeDays: 3 } })) }, { by: "pat", message: "Stricter\n" }));
  const rebased = agentsEdit(world);
  return { naive: () => signatureVerifies(record) && JSON.parse(record.payload).change.digest === world.digestOf(rebased).digest, push: [`${rebased}:refs/heads/main`] };
}
