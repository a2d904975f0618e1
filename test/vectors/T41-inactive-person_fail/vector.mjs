import { signatureVerifies } from "../support/naive.mjs";
import { people, policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, ...others] = people;
  world.begin(policy({}, { people: [{ ...sam, active: false }, ...others] }));
  const head = agentsEdit(world);
  const record = await world.sign("sam", head);
  return { naive: () => signatureVerifies(record), push: [`${head}:refs/heads/main`] };
}
