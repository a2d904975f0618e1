import { otherTill } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const fork = world.main;
  world.land(world.commit({ "src/till.ts": otherTill }, { by: "kim", message: "Count right\n" }));
  const head = world.commit({ "src/about.ts": "export const about = 1;\n" }, { on: [fork] });
  return { naive: async () => !(await world.git("diff", "--name-only", `${world.main}...${head}`)).includes("till"), push: ["--force", `${head}:refs/heads/main`] };
}
