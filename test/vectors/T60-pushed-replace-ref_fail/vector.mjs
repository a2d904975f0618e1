import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const decoy = world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" });
  world.ref(`refs/replace/${head}`, decoy);
  return { naive: () => !/^refs\/(heads|tags)\//.test(`refs/replace/${head}`), push: [`refs/replace/${head}`] };
}
