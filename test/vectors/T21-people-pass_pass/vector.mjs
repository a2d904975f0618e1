import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: "Add two\n" });
  return { push: [`${head}:refs/heads/main`] };
}
