import { policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ landing: { protected: ["refs/heads/main", "refs/heads/release/*"] } }));
  const head = agentsEdit(world);
  return { naive: async () => (await world.atServer("for-each-ref", "refs/heads/release")) === "", push: [`${head}:refs/heads/release/1`] };
}
