import { nothingNew } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  world.plant("refs/heads/scratch", head);
  world.ref("refs/remotes/origin/scratch", head);
  return { naive: () => nothingNew(world, head), push: [`${head}:refs/heads/main`] };
}
