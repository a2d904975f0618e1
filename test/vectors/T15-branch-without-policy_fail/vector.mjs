import { policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ landing: { protected: ["refs/heads/main", "refs/heads/release/*"] } }));
  const old = world.commit({ ".riskrc.json": null }, { message: "From before\n" });
  world.plant("refs/heads/release/0", old);
  const head = agentsEdit(world, { on: [old] });
  return { naive: async () => (await world.tried("git", "cat-file", "-e", `${old}:.riskrc.json`)).code !== 0, push: [`${head}:refs/heads/release/0`] };
}
