import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { trunkOfUri } from './trunkUri.ts';
import type { TrunkKey } from '../../core/trunkKey.ts';

/** The PBX that a menu or a caller names: a node of the explorer, `{ pbx: name }`, or nothing. */
export function pbxNameOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  if ('pbx' in target && typeof target.pbx === 'string') return target.pbx;
  if ('kind' in target && target.kind === 'pbx' && 'name' in target) return String(target.name);
  if ('parent' in target) return pbxNameOf(target.parent);
  return undefined;
}

/** The trunk that a menu or a caller names: a node of the explorer, `{ pbx, trunkname }`, or the document that shows it. */
export function trunkOf(target: unknown): TrunkKey | undefined {
  if (target instanceof vscode.Uri) return trunkOfUri(target);
  const pbx = pbxNameOf(target);
  if (pbx === undefined || typeof target !== 'object' || target === null) return undefined;
  if (!('trunkname' in target) || typeof target.trunkname !== 'string') return undefined;
  return target.trunkname === '' ? undefined : { pbx, trunkname: target.trunkname };
}

/**
 * What a menu means: all that is selected, or else what was clicked; also what a caller gives, one or a list. The row of a group
 * means its PBXes.
 */
export function chosenOf(target: unknown, selection: unknown): unknown[] {
  return [Array.isArray(selection) && selection.length > 0 ? selection : target]
    .flat()
    .flatMap((one) => (isGroupRow(one) ? one.pbxes : [one]));
}

/** The names of the PBXes that a menu or a caller means, each once. */
export function pbxNamesOf(target: unknown, selection: unknown): string[] {
  return [...new Set(chosenOf(target, selection).flatMap((one) => pbxNameOf(one) ?? []))];
}

function isGroupRow(target: unknown): target is { pbxes: unknown[] } {
  if (typeof target !== 'object' || target === null) return false;
  return 'kind' in target && target.kind === 'group' && 'pbxes' in target && Array.isArray(target.pbxes);
}

/** The trunks that a menu or a caller means. */
export function trunksOf(target: unknown, selection: unknown): TrunkKey[] {
  return chosenOf(target, selection).flatMap((one) => trunkOf(one) ?? []);
}

/** The trunk of the document in front. */
export function trunkInEditor(): TrunkKey | undefined {
  return trunkOf(vscode.window.activeTextEditor?.document.uri);
}

/**
 * True for an argument that has these keys, whatever their values: such a call is automation's and wants no question, even
 * where a value is wrong.
 */
export function hasKeys<K extends string>(target: unknown, ...keys: K[]): target is Record<K, unknown> {
  return typeof target === 'object' && target !== null && keys.every((key) => key in target);
}

/** A URI, also one that lost its class on the way through another process. */
export function toUri(value: unknown): vscode.Uri[] {
  if (value instanceof vscode.Uri) return [value];
  const parts = z
    .object({ scheme: z.string(), path: z.string(), authority: z.optional(z.string()) })
    .safeParse(value);
  if (!parts.success) return [];
  const { scheme, path, authority } = parts.data;
  return [vscode.Uri.from({ scheme, path, ...(authority !== undefined && { authority }) })];
}
