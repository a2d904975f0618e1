import { policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ landing: { protected: ["refs/heads/main", "refs/heads/release/*"] } }));
  return { push: [`${world.main}:refs/heads/release/1`] };
}
