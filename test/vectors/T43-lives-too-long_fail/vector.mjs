import { signatureVerifies } from "../support/naive.mjs";
import { inDays } from "../support/record.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, { expiresAt: inDays(3650) });
  return { naive: () => signatureVerifies(record) && Date.now() < Date.parse(JSON.parse(record.payload).expiresAt), push: [`${head}:refs/heads/main`] };
}
