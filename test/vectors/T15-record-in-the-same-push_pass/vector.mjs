import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.keepsOnServer = false;
  const head = agentsEdit(world);
  const { ref } = await world.sign("sam", head);
  return { push: ["--atomic", `${head}:refs/heads/main`, ref] };
}
