import { run } from "../support/run.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const other = world.commit({ "docs/readme.md": "# Somebody else's\n" }, { message: "Docs\n" });
  world.plant("refs/heads/main", other);
  await run(["rm", "-f", `${world.work}/.git/objects/${other.slice(0, 2)}/${other.slice(2)}`], { env: world.env });
  const head = agentsEdit(world);
  return { naive: async () => (await run(["sh", "-c", `git rev-list ${other}..${head} >/dev/null 2>&1 || exit 0; exit 1`], { cwd: world.work, env: world.env })).code === 0, push: ["--force", `${head}:refs/heads/main`] };
}
