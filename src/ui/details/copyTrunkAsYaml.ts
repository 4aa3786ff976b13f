import type { DetailsServices } from './services.ts';
import { copyAsYaml } from './copyTrunk.ts';
import { trunkInEditor, trunkOf } from '../base/arguments.ts';

/** *PBX: Copy as YAML*: the trunk of a node, of `{ pbx, trunkname }`, or of the document that shows it. */
export async function run(services: DetailsServices, target?: unknown): Promise<void> {
  await copyAsYaml(services, trunkOf(target) ?? trunkInEditor());
}
