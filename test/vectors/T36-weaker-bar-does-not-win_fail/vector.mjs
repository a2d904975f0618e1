import { asksNothing } from "../support/naive.mjs";
import { policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ bars: { ai: { high: 0 }, people: { high: 1 } } }));
  const head = agentsEdit(world);
  return { naive: () => asksNothing(JSON.parse(world.policyText)), push: [`${head}:refs/heads/main`] };
}
