import { existsSync } from "node:fs";
import { run } from "../support/run.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const hook = `${world.work}/.git/hooks/pre-push`;
  write(hook, `#!/bin/sh\ntouch '${world.folder}/asked'\nexit 1\n`);
  await run(["chmod", "+x", hook], { env: world.env });
  const skipped = () => !existsSync(`${world.folder}/asked`);
  const head = agentsEdit(world);
  const push = ["git", "push", "--quiet", "--no-verify", "origin", `${head}:refs/heads/main`];
  return { naive: async () => (await world.tried(...push, "--dry-run")).code === 0 && skipped(), command: push };
}
