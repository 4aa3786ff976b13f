import type { App } from '../app.ts';
import { pbxNameOf } from './arguments.ts';

/** *PBX: Mute or Unmute Trunk*: whether a notification tells when it fails. For a trunk node, or `{ pbx, trunkname }`. */
export async function run(app: App, target?: unknown): Promise<void> {
  const pbx = pbxNameOf(target);
  if (pbx === undefined || typeof target !== 'object' || target === null) return;
  if (!('trunkname' in target) || typeof target.trunkname !== 'string') return;
  const trunk = { pbx, trunkname: target.trunkname };
  await app.explorer.mute([trunk], !app.explorer.isMuted(trunk));
}
