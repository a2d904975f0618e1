import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: "Add two\n\nClaude and I looked at what Devin co-authored.\n\nCo-authored-by: Claude Monet <claude@shop.example>\n" });
  return { push: [`${head}:refs/heads/main`] };
}
