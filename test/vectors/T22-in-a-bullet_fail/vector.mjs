import { noTrailers } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: `Add two (#7)\n\n* Add two\n\n* Co-authored-by: Claude <noreply@anthropic.com>\n\nmore of it\n` });
  return { naive: () => noTrailers(world, head), push: [`${head}:refs/heads/main`] };
}
