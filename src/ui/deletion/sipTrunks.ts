import type { TrunkKey } from '../../core/trunkKey.ts';
import { isSipTrunk, type ExplorerNode, type TrunkNode } from '../explorer/nodes.ts';

/** The SIP trunks among nodes of the explorer; nothing else can be deleted through the API. */
export function sipTrunksAmong(nodes: readonly unknown[]): TrunkKey[] {
  return nodes
    .filter(isTrunkNode)
    .filter(isSipTrunk)
    .map(({ parent, trunkname }) => ({ pbx: parent.name, trunkname }));
}

function isTrunkNode(node: unknown): node is TrunkNode {
  return typeof node === 'object' && node !== null && (node as Partial<ExplorerNode>).kind === 'trunk';
}
