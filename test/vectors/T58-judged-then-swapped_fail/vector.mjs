import { run } from "../support/run.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const harmless = world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" });
  const head = agentsEdit(world);
  const lines = `refs/heads/main ${harmless} refs/heads/main ${world.main}\n`;
  return { naive: async () => (await run([...world.tool, "hook", "pre-push", "origin", world.server], { cwd: world.work, env: world.env, input: lines })).code === 0, push: [`${head}:refs/heads/main`] };
}
