import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: `Add two [skip ci]\n\nCo-authored-by: Claude <noreply@anthropic.com>\n` });
  return { naive: async () => (await world.git("log", "-1", "--format=%s", head)).includes("[skip ci]"), gate: ["--base", world.main, "--head", head, "--ref", "refs/heads/main"] };
}
