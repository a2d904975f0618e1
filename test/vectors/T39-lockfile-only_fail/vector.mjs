import { noPathStarts } from "../support/naive.mjs";
import { policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const lock = (from) => JSON.stringify({ name: "shop", lockfileVersion: 3, packages: { "node_modules/pay": { version: "1.0.0", resolved: from } } });
  world.begin(policy({ protect: ["package-lock.json"] }), { "package.json": '{ "name": "shop", "type": "module", "dependencies": { "pay": "1.0.0" } }', "package-lock.json": lock("https://packages.example/pay.tgz"), "src/sum.ts": 'import { pay } from "pay";\nexport const sum = (a: number, b: number): number => pay(a, b);\n' });
  const head = world.commit({ "package-lock.json": lock("https://elsewhere.example/pay.tgz") });
  return { naive: () => noPathStarts(world, world.main, head, "src/"), push: [`${head}:refs/heads/main`] };
}
