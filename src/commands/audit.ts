import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { AuditCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function audit(_world: World, _request: AuditCommand): Promise<Answer> {
  throw new Defect("riskscore audit is being built");
}
