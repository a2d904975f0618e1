import { noTrailers } from "../support/naive.mjs";
import { policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ posture: "elevated" }));
  const head = agentsEdit(world, { message: "Add two\n" });
  return { naive: () => noTrailers(world, head), push: [`${head}:refs/heads/main`] };
}
