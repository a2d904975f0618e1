import { policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ critical: [{ name: "bomb", globs: ["+(a|+(a|+(a|+(a|+(a|+(a|a))))))b"] }] }));
  const head = agentsEdit(world);
  return { naive: () => JSON.parse(world.policyText).critical[0].globs.length === 1, push: [`${head}:refs/heads/main`] };
}
