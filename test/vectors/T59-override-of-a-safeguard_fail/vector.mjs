import { signatureVerifies } from "../support/naive.mjs";
import { otherSum } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ ".husky/pre-push": null, "src/sum.ts": otherSum });
  const record = await world.sign("eve", head, { role: "breakglass", decision: "override" });
  return { naive: () => signatureVerifies(record), push: [`${head}:refs/heads/main`] };
}
