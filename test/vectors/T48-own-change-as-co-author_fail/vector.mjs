import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { message: `Add two\n\nCo-authored-by: Claude <noreply@anthropic.com>\nCo-Authored-By : Sam <SAM@Shop.example>\n` });
  await world.sign("sam", head);
  return { naive: async () => !/sam/.test(await world.git("log", "-1", "--format=%ae %ce", head)), push: [`${head}:refs/heads/main`] };
}
