import { policyAsksNothing } from "../support/naive.mjs";
import { otherSum, policy, policyText } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ "src/sum.ts": otherSum, ".riskrc.json": policyText(policy({ bars: { ai: { high: 0, critical: 0 } } })) });
  return { naive: () => policyAsksNothing(world, head), push: [`${head}:refs/heads/main`] };
}
