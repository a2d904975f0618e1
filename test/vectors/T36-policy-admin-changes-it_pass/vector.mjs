import { policy, policyText } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ ".riskrc.json": policyText(policy({ bars: { ai: { medium: 1 } } })) }, { message: "Stricter\n" });
  await world.sign("pat", head, { role: "policy-admin" });
  return { push: [`${head}:refs/heads/main`] };
}
