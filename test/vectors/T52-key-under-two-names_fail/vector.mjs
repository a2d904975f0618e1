import { signatureVerifies } from "../support/naive.mjs";
import { otherTill, people, policy, policyText } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const [sam, kim, ...others] = people;
  world.policyText = policyText(policy());
  const statement = { signer: { person: "kim", keyFingerprint: (await world.statement("sam", world.main)).signer.keyFingerprint, role: "senior" } };
  const doubled = policyText(policy({}, { people: [sam, { ...kim, keys: sam.keys }, ...others] }));
  const head = (world.begin(doubled), world.commit({ "src/till.ts": otherTill }));
  world.policyText = policyText(policy());
  const records = [await world.sign("sam", head), await world.sign("kim", head, statement, { key: "sam" })];
  return { naive: () => records.every(signatureVerifies) && new Set(records.map(({ payload }) => JSON.parse(payload).signer.person)).size === 2, push: [`${head}:refs/heads/main`] };
}
