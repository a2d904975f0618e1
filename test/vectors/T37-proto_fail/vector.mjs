import { asksNothing } from "../support/naive.mjs";
import { policy, policyText } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const text = policyText(policy()).replace("{", '{ "__proto__": { "mode": "observe" },');
  world.begin(text);
  const head = agentsEdit(world);
  const naive = () => {
    const settings = {};
    for (const [key, value] of Object.entries(JSON.parse(text))) settings[key] = value;
    return asksNothing(settings);
  };
  return { naive, push: [`${head}:refs/heads/main`] };
}
