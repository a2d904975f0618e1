import { signatureVerifies } from "../support/naive.mjs";
import { inDays } from "../support/record.mjs";
import { people, policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, ...others] = people;
  const validUntil = inDays(-1);
  world.begin(policy({}, { people: [{ ...sam, keys: [{ ...sam.keys[0], validUntil }] }, ...others] }));
  const head = agentsEdit(world);
  const record = await world.sign("sam", head, { issuedAt: inDays(-2), expiresAt: inDays(2) });
  return { naive: () => signatureVerifies(record) && JSON.parse(record.payload).issuedAt < validUntil, push: [`${head}:refs/heads/main`] };
}
