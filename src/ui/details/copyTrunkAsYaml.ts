import type { App } from '../app.ts';
import { copyAsYaml } from './copyTrunk.ts';
import { trunkInEditor, trunkOf } from '../base/arguments.ts';

/** *PBX: Copy as YAML*: the trunk of a node, of `{ pbx, trunkname }`, or of the document that shows it. */
export async function run(app: App, target?: unknown): Promise<void> {
  await copyAsYaml(app, trunkOf(target) ?? trunkInEditor());
}
