import * as vscode from 'vscode';
import type { TrunkKey } from '../../core/trunkKey.ts';
import { pathLabel } from './pathLabel.ts';

/** Of the documents that show the settings of trunks. */
export const trunkScheme = 'pbx-trunk';

/** The address of a trunk's settings: a label for people, and both names as they are. */
export function trunkUri({ pbx, trunkname }: TrunkKey): vscode.Uri {
  // It must not look like the name of a trunk file, which could be provisioned: it ends in a bracket.
  const path = `/${pathLabel(trunkname)} (${pathLabel(pbx)}).yaml`;
  return vscode.Uri.from({ scheme: trunkScheme, path, query: JSON.stringify([pbx, trunkname]) });
}

/** The trunk that a document shows. */
export function trunkOfUri({ scheme, query }: vscode.Uri): TrunkKey | undefined {
  if (scheme !== trunkScheme) return undefined;
  try {
    const names: unknown = JSON.parse(query);
    if (!Array.isArray(names)) return undefined;
    const [pbx, trunkname] = names as unknown[];
    return typeof pbx === 'string' && typeof trunkname === 'string' ? { pbx, trunkname } : undefined;
  } catch {
    // A link that somebody typed.
    return undefined;
  }
}
