import { policyAsksNothing } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const forged = world.commit({ ".riskrc.json": policyText(policy({ mode: "observe" })) });
  world.ref("refs/remotes/origin/main", forged);
  const head = agentsEdit(world);
  return { naive: () => policyAsksNothing(world, "refs/remotes/origin/main"), push: [`${head}:refs/heads/main`] };
}
