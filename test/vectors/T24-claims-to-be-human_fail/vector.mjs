import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: `Add two\n\nCo-authored-by: Claude <noreply@anthropic.com>\nAI-Assisted: none\n` });
  return { naive: async () => (await world.git("log", "-1", "--format=%(trailers:key=AI-Assisted,valueonly)", head)) === "none", push: [`${head}:refs/heads/main`] };
}
