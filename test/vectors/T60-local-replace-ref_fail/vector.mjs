import { noPathStarts } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const decoy = world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" });
  world.ref(`refs/replace/${head}`, decoy);
  return { naive: () => noPathStarts(world, world.main, head, "src/"), push: [`${head}:refs/heads/main`] };
}
