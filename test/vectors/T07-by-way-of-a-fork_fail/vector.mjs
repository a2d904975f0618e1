import { nothingNew } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  world.ref("refs/remotes/fork/topic", head);
  return { naive: () => nothingNew(world, head), push: [`${head}:refs/heads/main`] };
}
