import { diffShowsNothing } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const env = { GIT_EXTERNAL_DIFF: "true" };
  return { naive: () => diffShowsNothing(world, world.main, head, { env }), push: [`${head}:refs/heads/main`], env };
}
