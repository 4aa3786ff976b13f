import * as vscode from 'vscode';
import * as z from 'zod';
import { chosenOf, toUri } from '../base/arguments.ts';

const options = z.object({
  confirm: z.literal(false).optional(),
  show: z.literal(false).optional(),
  update: z.boolean().optional(),
  document: z.number().int().nonnegative().optional(),
  only: z.string().optional(),
  pbx: z
    .union([z.string(), z.array(z.string()).min(1)])
    .transform((names) => [names].flat())
    .optional(),
});

/** The marks of automation: with one of them nothing is asked or shown, even where something else is wrong. */
const marks = z.union([z.object({ confirm: z.literal(false) }), z.object({ show: z.literal(false) })]);

/** What is to be planned or provisioned, as a menu, the palette, a CodeLens or automation asks for it. */
export interface ProvisionRequest {
  uris: vscode.Uri[];
  /** True for a call with `{ confirm: false }` or `{ show: false }`: nothing may be asked or shown. */
  silent: boolean;
  /** What is wrong with a silent call, so that nothing can come of it. */
  problem?: string | undefined;
  /** Whether trunks that differ are to be changed, where the caller decides it. */
  update: boolean;
  /** The PBXes, where the caller names them; they stand in place of what the files name. */
  pbx: string[] | undefined;
  /** The PBXes for documents that name none, where they are known already. */
  targets: string[] | undefined;
  /** The one document of the file that is meant, counted from 0; undefined for all. */
  document: number | undefined;
  /** The one PBX that is meant among those that the files name; undefined for all. */
  only: string | undefined;
}

/**
 * Reads the arguments: `(uri | uri[], { confirm: false, update?, pbx? })` from automation, `(uri, { document })` from a
 * CodeLens, `(uris, { only })` from a drift, `(uri, uris)` from the explorer, `(uri)` from an editor, nothing from the palette.
 */
export function readRequest(args: readonly unknown[]): ProvisionRequest {
  const [first, second] = args;
  const given = Array.isArray(second) ? undefined : options.safeParse(second).data;
  const silent = marks.safeParse(second).success;
  let uris = chosenOf(first, second).flatMap(toUri);
  if (uris.length === 0 && !silent) {
    const active = vscode.window.activeTextEditor?.document.uri;
    // A plan reads like a trunk YAML, but its secrets are only marks.
    if (active && !active.scheme.startsWith('pbx-')) uris = [active];
  }
  const unique = new Map(uris.map((uri) => [uri.toString(), uri]));
  return {
    uris: [...unique.values()],
    silent,
    problem: silent ? problemOf(given !== undefined, uris.length) : undefined,
    update: given?.update ?? false,
    pbx: given?.pbx,
    targets: undefined,
    document: given?.document,
    only: given?.only,
  };
}

function problemOf(isReadable: boolean, files: number): string | undefined {
  if (files === 0) return vscode.l10n.t('Name the trunk file, or several of them, as Uris.');
  return isReadable
    ? undefined
    : vscode.l10n.t('The options of this call cannot be read. Look at {0} and {1}.', 'pbx', 'update');
}
