import { otherTill } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ "src/till.ts": otherTill });
  await world.sign("sam", head);
  await world.sign("kim", head);
  return { push: [`${head}:refs/heads/main`] };
}
