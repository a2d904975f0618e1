import { otherTill } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const fork = world.main;
  world.land(world.commit({ "src/till.ts": otherTill }, { by: "kim", message: "Mend the till\n" }));
  const topic = world.commit({ "docs/a.md": "a\n" }, { on: [fork], message: "A\n" });
  const head = world.commit({}, { on: [topic, world.main] });
  return { naive: async () => !(await world.git("log", "-p", `${world.main}..${head}`)).includes("till"), push: [`${head}:refs/heads/main`] };
}
