import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world, { by: "sam", committer: "rebase-bot <bot@shop.example>" });
  await world.sign("sam", head);
  return { naive: async () => (await world.git("log", "-1", "--format=%ce", head)) !== "sam@shop.example", push: [`${head}:refs/heads/main`] };
}
