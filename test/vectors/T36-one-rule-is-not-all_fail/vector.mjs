import { signatureVerifies } from "../support/naive.mjs";
import { otherSum, people, policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, kim, pat, ...others] = people;
  world.begin(policy({}, { people: [sam, kim, { ...pat, roles: ["policy-admin"] }, ...others] }));
  const head = world.commit({ "src/sum.ts": otherSum, ".husky/pre-push": "npm run check\n" });
  const record = await world.sign("pat", head, { role: "policy-admin" });
  return { naive: () => signatureVerifies(record) && JSON.parse(record.payload).decision === "approve", push: [`${head}:refs/heads/main`] };
}
