import { noteApproves } from "../support/naive.mjs";
import { otherSum } from "../support/shop.mjs";
import { run } from "../support/run.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const signed = agentsEdit(world);
  world.ref("refs/heads/topic", signed);
  await world.git("notes", "--ref=refs/notes/signoff", "add", "-m", "Approved by sam", signed);
  const head = world.commit({ "src/sum.ts": otherSum.replace("b + a", "b - a") });
  await run(["git", "-c", "notes.rewriteRef=refs/notes/*", "notes", "--ref=refs/notes/signoff", "copy", "--stdin", "--for-rewrite=amend"], { cwd: world.work, env: world.env, input: `${signed} ${head}\n` });
  return { naive: () => noteApproves(world, head), push: [`${head}:refs/heads/main`] };
}
