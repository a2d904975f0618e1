import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { GateCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function gate(_world: World, _request: GateCommand): Promise<Answer> {
  throw new Defect("riskscore gate is being built");
}
