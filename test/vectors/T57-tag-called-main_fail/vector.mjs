import { asksNothing } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.plant("refs/tags/main", world.commit({ ".riskrc.json": policyText(policy({ mode: "observe" })) }));
  const head = agentsEdit(world);
  return { naive: async () => asksNothing(JSON.parse(await world.atServer("show", "main:.riskrc.json"))), push: [`${head}:refs/heads/main`] };
}
