import { asksNothing } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const text = policyText(policy({ mode: "enforce" })).replace(/\}\n$/, ', "mode": "observe" }\n');
  world.begin(text);
  const head = agentsEdit(world);
  return { naive: () => asksNothing(JSON.parse(text)), push: [`${head}:refs/heads/main`] };
}
