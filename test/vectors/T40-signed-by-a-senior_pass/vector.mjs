import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  await world.sign("sam", head);
  return { push: [`${head}:refs/heads/main`] };
}
