import { run } from "../support/run.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.land(world.commit({ "docs/readme.md": "# More\n" }, { message: "Docs\n" }));
  const fork = world.main;
  world.land(world.commit({ "docs/readme.md": "# Even more\n" }, { message: "Docs\n" }));
  const head = agentsEdit(world, { on: [fork] });
  world.plant("refs/heads/topic", head);
  const cwd = `${world.folder}/ci`;
  await run(["git", "clone", "--quiet", "--depth=1", "--no-single-branch", `file://${world.server}`, cwd], { env: world.env });
  await run(["git", "remote", "set-url", "origin", `file://${world.folder}/gone.git`], { cwd, env: world.env });
  return {
    naive: async () => (await run(["sh", "-c", `git diff --name-only ${world.main}...${head} 2>/dev/null || true`], { cwd, env: world.env })).stdout === "",
    gate: ["--base", world.main, "--head", head, "--ref", "refs/heads/main"],
    cwd,
  };
}
