import type { App } from '../app.ts';
import { trunkOf } from './arguments.ts';

/** *PBX: Mute or Unmute Trunk*: whether a notification tells when it fails. For a trunk node, or `{ pbx, trunkname }`. */
export async function run(app: App, target?: unknown): Promise<void> {
  const trunk = trunkOf(target);
  if (trunk) await app.explorer.mute([trunk], !app.explorer.isMuted(trunk));
}
