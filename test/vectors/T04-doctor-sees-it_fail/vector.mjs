import { existsSync } from "node:fs";
import { run } from "../support/run.mjs";
import { write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const hook = `${world.work}/.husky/_/pre-push`;
  write(hook, "#!/bin/sh\nriskscore hook pre-push \"$@\"\n");
  await run(["chmod", "+x", hook], { env: world.env });
  world.config("[core]", "\thooksPath = .husky/_");
  await world.git("worktree", "add", "--quiet", "--detach", `${world.folder}/linked`, world.main);
  return { naive: async () => (await world.git("config", "core.hooksPath")) === ".husky/_" && existsSync(hook), doctor: true, also: ({ json }) => (/linked/.test(JSON.stringify(json)) ? null : "doctor does not name the linked worktree") };
}
