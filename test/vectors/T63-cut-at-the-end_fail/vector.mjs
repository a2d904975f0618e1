import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { run } from "../support/run.mjs";
import { agentsEdit, write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  const judge = (oid) => run([...world.tool, "hook", "pre-push", "origin", world.server], { cwd: world.work, env: world.env, input: `refs/heads/topic ${oid} refs/heads/topic ${"0".repeat(40)}\n` });
  await judge(world.commit({ "docs/readme.md": "# The shop\n" }, { message: "Docs\n" }));
  await judge(head);
  const file = `${world.work}/.git/riskscore-audit/audit.jsonl`;
  write(file, `${readFileSync(file, "utf8").trim().split("\n").slice(0, -1).join("\n")}\n`);
  const hash = (line) => `sha256:${createHash("sha256").update(`riskscore-log-v1\0${line}`).digest("hex")}`;
  const lines = () => readFileSync(file, "utf8").trim().split("\n");
  return { naive: () => lines().every((line, at, all) => at === 0 || JSON.parse(line).prev === hash(all[at - 1])), audit: ["verify"] };
}
