import { diffShowsNothing } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const env = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "diff.external", GIT_CONFIG_VALUE_0: "true" };
  return { naive: () => diffShowsNothing(world, world.main, head, { env }), push: [`${head}:refs/heads/main`], env };
}
