import { signatureVerifies } from "../support/naive.mjs";
import { inDays } from "../support/record.mjs";
import { people, policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, ...others] = people;
  world.begin(policy({}, { people: [{ ...sam, keys: [{ ...sam.keys[0], validUntil: inDays(-1) }] }, ...others] }));
  const head = agentsEdit(world);
  const record = await world.sign("sam", head);
  return { naive: () => signatureVerifies(record), push: [`${head}:refs/heads/main`] };
}
