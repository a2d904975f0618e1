import { noPathStarts } from "../support/naive.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ ".riskrc.json": null }, { message: "Tidy up\n" });
  return { naive: () => noPathStarts(world, world.main, head, "src/"), push: [`${head}:refs/heads/main`] };
}
