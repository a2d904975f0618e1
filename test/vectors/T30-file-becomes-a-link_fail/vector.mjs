import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { shop } from "../support/shop.mjs";
import { write } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const head = world.commit({ "src/sum.ts": { mode: "120000", text: "../vendor/sum.ts" }, "vendor/sum.ts": shop["src/sum.ts"] });
  write(`${world.work}/vendor/sum.ts`, shop["src/sum.ts"]);
  mkdirSync(`${world.work}/src`, { recursive: true });
  symlinkSync("../vendor/sum.ts", `${world.work}/src/sum.ts`);
  return { naive: () => readFileSync(`${world.work}/src/sum.ts`, "utf8") === shop["src/sum.ts"], push: [`${head}:refs/heads/main`] };
}
