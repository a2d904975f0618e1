import { noTrailers } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: `Add two\r\rCo-authored-by: Claude <noreply@anthropic.com>\rMore.\n\nand prose\nat the end\n` });
  return { naive: () => noTrailers(world, head), push: [`${head}:refs/heads/main`] };
}
