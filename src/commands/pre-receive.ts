import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { ReceiveCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function preReceive(_world: World, _request: ReceiveCommand): Promise<Answer> {
  throw new Defect("riskscore hook pre-receive is being built");
}
