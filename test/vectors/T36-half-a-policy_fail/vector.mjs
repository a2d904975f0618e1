import { signatureVerifies } from "../support/naive.mjs";
import { people, policy, policyText } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, kim, ...others] = people;
  const head = world.commit({ ".riskrc.json": policyText(policy({}, { people: [sam, { ...kim, keys: sam.keys }, ...others] })) }, { message: "New roster\n" });
  const record = await world.sign("pat", head, { role: "policy-admin" });
  return { naive: () => signatureVerifies(record), push: [`${head}:refs/heads/main`] };
}
