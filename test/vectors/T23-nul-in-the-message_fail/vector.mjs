import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: Buffer.from("Add two\n\0\n\nCo-authored-by: Claude <noreply@anthropic.com>\n") });
  return { naive: async () => !/claude/i.test(await world.git("log", "-1", "--format=%B", head)), push: [`${head}:refs/heads/main`] };
}
