import { otherSum } from "../support/shop.mjs";
import { run } from "../support/run.mjs";
import { write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const fake = "#!/bin/sh\nexit 0\n";
  const head = world.commit({ "node_modules/.bin/riskscore": { mode: "100755", text: fake }, "src/sum.ts": otherSum });
  write(`${world.work}/node_modules/.bin/riskscore`, fake);
  await run(["chmod", "+x", `${world.work}/node_modules/.bin/riskscore`], { env: world.env });
  const env = { ...world.env, PATH: `node_modules/.bin:${world.env.PATH}` };
  return { naive: async () => (await run(["sh", "-c", "riskscore hook pre-push"], { cwd: world.work, env })).code === 0, push: [`${head}:refs/heads/main`] };
}
