import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const written = agentsEdit(world, { by: "sam" });
  await world.sign("sam", written, { authors: ["sam@shop.example"] });
  const head = agentsEdit(world, { author: "merge-bot <bot@shop.example>" });
  return { naive: async () => !/sam/.test(await world.git("log", "-1", "--format=%ae %ce %B", head)), push: [`${head}:refs/heads/main`] };
}
