import { run } from "../support/run.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const judge = (oid) => run([...world.tool, "hook", "pre-push", "origin", world.server], { cwd: world.work, env: world.env, input: `refs/heads/topic ${oid} refs/heads/topic ${"0".repeat(40)}\n` });
  await judge(world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" }));
  await judge(head);
  return { audit: ["verify"] };
}
