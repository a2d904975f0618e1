import { otherSum, policy, policyText } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ "src/sum.ts": otherSum, ".riskrc.json": policyText(policy({ ignore: ["src/**"] })) });
  return { naive: async () => JSON.parse(await world.git("show", `${head}:.riskrc.json`)).ignore.includes("src/**"), push: [`${head}:refs/heads/main`] };
}
