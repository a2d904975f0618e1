import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const first = agentsEdit(world);
  const head = world.commit({ "docs/readme.md": "# Sums\n" }, { on: [first], message: "Docs\n\nAI-Assisted: none\n" });
  return { naive: async () => !/claude/i.test(await world.git("log", "-1", "--format=%B", head)), push: [`${head}:refs/heads/main`] };
}
