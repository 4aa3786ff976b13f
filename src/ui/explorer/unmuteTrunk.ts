import type { App } from '../app.ts';
import { trunksOf } from '../base/arguments.ts';

/** *PBX: Unmute Trunk*: notifications tell again when it fails. For trunk nodes, or `{ pbx, trunkname }`. */
export async function run(app: App, target?: unknown, selection?: unknown): Promise<void> {
  await app.explorer.mute(trunksOf(target, selection), false);
}
