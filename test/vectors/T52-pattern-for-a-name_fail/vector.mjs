import { people, person, policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  world.begin(policy({}, { people: [...people, person("*@shop.example", ["senior"])] }));
  const head = agentsEdit(world);
  const fits = (id, name) => new RegExp(`^${id.replace("*", ".*")}$`).test(name);
  return { naive: () => fits("*@shop.example", "owner@shop.example"), push: [`${head}:refs/heads/main`] };
}
