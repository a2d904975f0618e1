import { signatureVerifies } from "../support/naive.mjs";
import { inDays } from "../support/record.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("eve", head, { role: "breakglass", decision: "override", expiresAt: inDays(6) });
  return { naive: () => signatureVerifies(record) && Date.parse(JSON.parse(record.payload).expiresAt) < Date.now() + 7 * 86_400_000, push: [`${head}:refs/heads/main`] };
}
