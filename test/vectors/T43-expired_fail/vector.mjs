import { signatureVerifies } from "../support/naive.mjs";
import { inDays } from "../support/record.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, { issuedAt: inDays(-5), expiresAt: inDays(-1) });
  return { naive: () => signatureVerifies(record), push: [`${head}:refs/heads/main`] };
}
