import type { ExplorerServices } from './services.ts';
import { trunksOf } from '../base/arguments.ts';

/** *PBX: Mute Trunk*: no notification tells any more when it fails. For trunk nodes, or `{ pbx, trunkname }`. */
export async function run(
  { explorer }: ExplorerServices,
  target?: unknown,
  selection?: unknown,
): Promise<void> {
  await explorer.mute(trunksOf(target, selection), true);
}
