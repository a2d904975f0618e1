import { noTrailers } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.config("[trailer]", "\tseparators = =");
  const head = agentsEdit(world);
  return { naive: () => noTrailers(world, head), push: [`${head}:refs/heads/main`] };
}
