import { noTrailers } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: `Add two\n\nCo-authored-by: Claude <noreply@anthropic.com>\n\nThis makes the sum\nwork for all of us.\n` });
  return { naive: () => noTrailers(world, head), push: [`${head}:refs/heads/main`] };
}
