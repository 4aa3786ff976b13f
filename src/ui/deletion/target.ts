import type { TrunkKey } from '../../core/trunkKey.ts';
import { isSipTrunk, type ExplorerNode, type TrunkNode } from '../explorer/nodes.ts';

/** The SIP trunks among nodes of the explorer; nothing else can be deleted through the API. */
export function targetsOf(nodes: readonly unknown[]): TrunkKey[] {
  return nodes
    .filter(isTrunkNode)
    .filter(isSipTrunk)
    .map(({ parent, trunkname }) => ({ pbx: parent.name, trunkname }));
}

/** The names to delete on each PBX, in the order in which they were given. */
export function groupTargets(targets: readonly TrunkKey[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { pbx, trunkname } of targets) groups.set(pbx, [...(groups.get(pbx) ?? []), trunkname]);
  return groups;
}

function isTrunkNode(node: unknown): node is TrunkNode {
  return typeof node === 'object' && node !== null && (node as Partial<ExplorerNode>).kind === 'trunk';
}
