import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = agentsEdit(world);
  await world.git("-c", "user.name=ben", "-c", "user.email=ben@shop.example", "tag", "-a", "-m", "v9", "v9", head);
  return { naive: () => !"refs/tags/v9".startsWith("refs/heads/"), push: ["refs/tags/v9"] };
}
