import { signatureVerifies } from "../support/naive.mjs";
import { otherSum, people, person, policy, policyText } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const roster = policy({}, { people: [...people, person("mallory", ["senior", "policy-admin"])] });
  const head = world.commit({ "src/sum.ts": otherSum, ".riskrc.json": policyText(roster) });
  const record = await world.sign("mallory", head, { role: "policy-admin" });
  return { naive: async () => signatureVerifies(record) && (await world.git("show", `${head}:.riskrc.json`)).includes('"mallory"'), push: [`${head}:refs/heads/main`] };
}
