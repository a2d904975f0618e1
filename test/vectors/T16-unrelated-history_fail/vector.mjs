import { otherSum, policy } from "../support/shop.mjs";
import { run } from "../support/run.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({ landing: { protected: ["refs/heads/main", "refs/heads/release/*"] } }));
  const head = world.commit({ "src/sum.ts": otherSum }, { on: [], from: world.main });
  return { naive: async () => (await run(["sh", "-c", `git diff ${world.main}...${head} >/dev/null 2>&1 || exit 0; exit 1`], { cwd: world.work, env: world.env })).code === 0, push: [`${head}:refs/heads/release/1`] };
}
