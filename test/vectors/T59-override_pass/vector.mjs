import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  await world.sign("eve", head, { role: "breakglass", decision: "override" });
  return { push: [`${head}:refs/heads/main`] };
}
