import { noPathStarts } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const docs = world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" });
  const head = agentsEdit(world);
  const [first] = [[docs, "refs/heads/a-docs"], [head, "refs/heads/main"]];
  return { naive: () => noPathStarts(world, world.main, first[0], "src/"), push: [`${docs}:refs/heads/a-docs`, `${head}:refs/heads/main`] };
}
