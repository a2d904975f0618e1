import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const since = world.main;
  const agents = agentsEdit(world);
  await world.sign("sam", agents);
  world.land(agents);
  world.land(world.commit({ "docs/readme.md": "# The shop\n" }, { on: [agents], message: "Docs\n" }));
  return { audit: ["verify", "--ref", "refs/heads/main", "--since", since] };
}
