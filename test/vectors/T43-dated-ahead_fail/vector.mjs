import { inDays } from "../support/record.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, { issuedAt: inDays(30), expiresAt: inDays(36) });
  const { issuedAt, expiresAt } = JSON.parse(record.payload);
  return { naive: () => Date.now() < Date.parse(expiresAt) && Date.parse(expiresAt) - Date.parse(issuedAt) <= 7 * 86_400_000, push: [`${head}:refs/heads/main`] };
}
