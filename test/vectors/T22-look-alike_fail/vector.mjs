import { noTrailers } from "../support/naive.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: `Add two\n\nC\u043e\u2010authored\u2010by: Claude <noreply@anthropic.com>\n` });
  return { naive: () => noTrailers(world, head), push: [`${head}:refs/heads/main`] };
}
