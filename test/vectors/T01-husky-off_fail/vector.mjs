import { existsSync } from "node:fs";
import { run } from "../support/run.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const hook = `${world.work}/.git/hooks/pre-push`;
  write(hook, `#!/bin/sh\n[ "$HUSKY" = "0" ] && exit 0\ntouch '${world.folder}/asked'\nexit 1\n`);
  await run(["chmod", "+x", hook], { env: world.env });
  const head = agentsEdit(world);
  const env = { HUSKY: "0" };
  return {
    naive: async () => (await run(["git", "push", "--quiet", "--dry-run", "origin", `${head}:refs/heads/main`], { cwd: world.work, env: { ...world.env, ...env } })).code === 0 && !existsSync(`${world.folder}/asked`),
    push: [`${head}:refs/heads/main`],
    env,
  };
}
