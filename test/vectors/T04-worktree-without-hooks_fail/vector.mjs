import { existsSync } from "node:fs";
import { run } from "../support/run.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const hook = `${world.work}/.husky/_/pre-push`;
  write(hook, `#!/bin/sh\ntouch '${world.folder}/asked'\nexit 1\n`);
  await run(["chmod", "+x", hook], { env: world.env });
  world.config("[core]", "\thooksPath = .husky/_");
  const head = agentsEdit(world);
  const cwd = `${world.folder}/linked`;
  await world.git("worktree", "add", "--quiet", "--detach", cwd, head);
  return {
    naive: async () => (await run(["git", "push", "--quiet", "--dry-run", "origin", `${head}:refs/heads/main`], { cwd, env: world.env })).code === 0 && !existsSync(`${world.folder}/asked`),
    push: [`${head}:refs/heads/main`],
    cwd,
  };
}
