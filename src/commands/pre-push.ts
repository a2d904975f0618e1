import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { PrePushCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function prePush(_world: World, _request: PrePushCommand): Promise<Answer> {
  throw new Defect("riskscore hook pre-push is being built");
}
