import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const { digest } = world.digestOf(agentsEdit(world));
  await world.sha256();
  const head = agentsEdit(world);
  if (world.digestOf(head).digest !== digest) throw new Error("the digest depends on the object format");
  await world.sign("sam", head);
  return { push: [`${head}:refs/heads/main`] };
}
