import { run } from "../support/run.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const judge = (oid) => run([...world.tool, "hook", "pre-push", "origin", world.server], { cwd: world.work, env: world.env, input: `refs/heads/topic ${oid} refs/heads/topic ${"0".repeat(40)}\n` });
  await judge(world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" }));
  await judge(head);
  const anchors = `${world.folder}/anchors.jsonl`;
  write(anchors, (await world.tried(...world.tool, "audit", "anchor")).stdout);
  await run(["rm", "-rf", `${world.work}/.git/riskscore-audit`], { env: world.env });
  await judge(world.commit({ "docs/readme.md": "# Shop!\n" }, { message: "Docs\n" }));
  return { naive: async () => (await world.tried(...world.tool, "audit", "verify")).code === 0, audit: ["verify", "--anchors", anchors] };
}
